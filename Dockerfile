# A learner's lab. What they write stays in the volume:
#   docker build -t convolution-course .
#   docker run --rm -p 8888:8888 -v convolution-work:/home/learner/convolution-course convolution-course
FROM python:3.12-slim AS wheel
WORKDIR /course
COPY pyproject.toml setup.py constraints.txt README.md LICENSE LICENSE-prose ./
COPY convlib convlib
COPY convtutor convtutor
COPY coursekit coursekit
COPY notebooks notebooks
RUN pip install --no-cache-dir -c constraints.txt build && python -m build --wheel --outdir /dist

FROM python:3.12-slim
COPY constraints.txt /tmp/
RUN --mount=type=bind,from=wheel,source=/dist,target=/dist \
    pip install --no-cache-dir -c /tmp/constraints.txt "$(ls /dist/*.whl)[lab]" \
    && useradd --create-home learner
USER learner
WORKDIR /home/learner
# The folder of the volume, so that it belongs to the learner.
RUN mkdir convolution-course && python -c "import matplotlib.font_manager"
EXPOSE 8888
CMD ["coursekit", "lab", "--no-browser", "--port", "8888", "--ServerApp.ip=0.0.0.0"]
