// The model that Jupyter gives elsewhere: values by name, and callbacks when one changes.
export class PageModel {
  #values;
  #callbacks = new Map();

  constructor(values) {
    this.#values = values;
  }

  get(name) {
    return this.#values[name];
  }

  set(name, value) {
    if (this.#values[name] === value) return;
    this.#values[name] = value;
    for (const callback of this.#callbacks.get(`change:${name}`) ?? []) callback();
  }

  on(event, callback) {
    this.#callbacks.set(event, [...(this.#callbacks.get(event) ?? []), callback]);
  }

  off(event, callback) {
    this.#callbacks.set(event, this.#callbacks.get(event).filter((each) => each !== callback));
  }

  save_changes() {} // there is nobody to tell
}
