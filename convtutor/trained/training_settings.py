"""How the filters were trained; `convtutor.trained.train` says what each setting does."""

SETTINGS = {
    "seed": 0,
    "filters": 24,
    "kernel_size": 7,
    "windows_per_picture": 4000,
    "batch": 256,  # windows a step
    "noise": 1.0,  # in units of the windows' contrast
    "fee": 0.8,
    "learning_rate": 0.01,  # sinks to 0 by the last step
    "momentum": 0.9,
    "steps": 3000,
}
