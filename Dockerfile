# The software of a run, here or in a cloud (docs/deploy.md); the program itself comes with the
# folder, or with each job. Docker and podman find this file by its name.
FROM python:3.11-slim
COPY requirements-cloud.lock .
RUN pip install --no-cache-dir --require-hashes --requirement requirements-cloud.lock
ENV OPENBLAS_NUM_THREADS=1
CMD ["snakemake"]
