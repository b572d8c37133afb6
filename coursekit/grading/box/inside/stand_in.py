"""What stands where convlib's answers would be: the same names, and nothing behind them.

Where a learner's function calls convlib, the box must know that it did, and under which name; but
nothing that computes an answer may be in the box. So the box has a list of convlib's names, made
outside, and functions of these names that do nothing. Modules that answer nothing, such as named
kernels, lie in the box as they are.
"""

from __future__ import annotations

import builtins
import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import os
import sys
import types
from collections.abc import Iterator, Sequence
from typing import Any


class Nothing:
    """What anything returns that is not here: it can be used like most things, to no effect."""

    __slots__ = ()

    def __call__(self, *_: Any, **__: Any) -> Nothing:
        """Return nothing, whatever is asked."""
        return self

    def __getattr__(self, name: str) -> Nothing:
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __setattr__(self, name: str, value: Any) -> None:
        pass

    def __getitem__(self, _: Any) -> Nothing:
        return self

    def __iter__(self) -> Iterator[Any]:
        return iter(())

    def __len__(self) -> int:
        return 0

    def __enter__(self) -> Nothing:
        return self

    def __exit__(self, *_: Any) -> None:
        pass

    def __repr__(self) -> str:
        return "nothing"


NOTHING = Nothing()


class StandIn(types.ModuleType):
    """A module that has a module's names alone."""

    def __getattr__(self, name: str) -> Any:
        """Make what a name stands for when it is asked for."""
        inner = f"{self.__name__}.{name}"
        homes = self.__dict__["_homes"]
        if name.startswith("__") or name not in homes:
            if inner in self.__dict__["_modules"]:
                return importlib.import_module(inner)
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        if homes[name] != self.__name__:
            value = getattr(importlib.import_module(homes[name]), name)
        else:
            value = _function(name, self.__name__)
        setattr(self, name, value)
        return value


def _function(name: str, module: str) -> Any:
    """Make a function that does nothing, of this very name: who watches calls sees it by that."""
    made: dict[str, Any] = {}
    exec(f"def {name}(*arguments, **options):\n    return _nothing", made)
    scope = {"__name__": module, "__builtins__": builtins, "_nothing": NOTHING}
    # The module stands for the file that the code would be from.
    return types.FunctionType(made[name].__code__.replace(co_filename=module), scope, name)


def answers() -> frozenset[str]:
    """List the "files" whose functions would answer an exercise, as `call_here` wants them."""
    return frozenset(_listed().ANSWERING)


class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Find a stand-in for each module of convlib that does not lie in the box itself."""

    def __init__(self, folder: str, modules: dict[str, dict[str, str]]) -> None:
        self.folder = folder
        self.modules = modules

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: Any = None
    ) -> importlib.machinery.ModuleSpec | None:
        """Find a module; Python calls this."""
        place = os.path.join(self.folder, *name.split("."))
        file = os.path.join(place, "__init__.py")
        if name not in self.modules or os.path.exists(file) or os.path.exists(place + ".py"):
            return None
        return importlib.util.spec_from_file_location(
            name, file, loader=self, submodule_search_locations=[place]
        )

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> StandIn:
        """Make the module; Python calls this."""
        module = StandIn(spec.name)
        module.__dict__["_homes"] = self.modules[spec.name]
        module.__dict__["_modules"] = self.modules
        module.__dict__["__all__"] = sorted(
            name for name in self.modules[spec.name] if not name.startswith("_")
        )
        return module

    def exec_module(self, module: types.ModuleType) -> None:
        """Do nothing: there is no code; Python calls this."""


class Inert(types.ModuleType):
    """A module that shows things in a notebook, where nobody looks: whatever it has is nothing."""

    __all__: Sequence[str] = ()
    version_info = (9, 0)  # which Matplotlib asks for

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.__path__ = []  # so that it may have modules inside
        self.get_ipython = lambda: None  # who asks whether this is a notebook

    def __getattr__(self, name: str) -> Nothing:
        """Give nothing for any name."""
        if name.startswith("__"):
            raise AttributeError(name)
        return NOTHING


SHOWING = ("IPython", "IPython.core", "IPython.core.display", "IPython.display", "ipywidgets")


def install() -> None:
    """Put the stand-ins in place."""
    sys.modules.update({name: Inert(name) for name in SHOWING})
    listed = _listed()
    sys.meta_path.insert(0, Finder(os.path.dirname(listed.__file__ or ""), listed.MODULES))


def _listed() -> types.ModuleType:
    """The names of the course: made when the box is, and nowhere else is there such a module."""
    return importlib.import_module("convlib_names")
