# The line in a container: `docker build -t cocashift .`, then
# `docker run -v "$PWD/maps:/cocashift/maps" cocashift`.
FROM python:3.11-slim
RUN apt-get update \
 && apt-get install --yes --no-install-recommends git make \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /cocashift
# What the line needs changes less often than the line.
COPY Makefile requirements.lock ./
RUN make .venv/maps
COPY . .
ENTRYPOINT ["make"]
CMD ["maps"]
