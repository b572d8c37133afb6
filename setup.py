"""The one thing that pyproject.toml cannot say: the learners' notebooks travel with `coursekit`."""

from setuptools import find_packages, setup

setup(
    packages=[
        *find_packages(include=["convlib*", "convtutor*", "coursekit*"]),
        "coursekit.notebooks",
    ],
    package_dir={"coursekit.notebooks": "notebooks"},
)
