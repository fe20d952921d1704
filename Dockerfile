# Two stages: the first makes a virtual environment, the second holds only that.
# TORCH_INDEX names an index with the CPU build of torch; without it the usual index decides, see README.md.
FROM python:3.11-slim-bookworm AS build

ARG TORCH_INDEX=""
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /build

RUN python -m venv --without-pip /opt/venv

# torch first, in a layer of its own that changes least; what is taken out serves only those who build against it or test it
COPY .ci/constraints.txt ./
RUN pip --python /opt/venv/bin/python install --no-compile --constraint constraints.txt \
        ${TORCH_INDEX:+--extra-index-url "$TORCH_INDEX"} torch \
    && cd /opt/venv/lib/python3.11/site-packages/torch \
    && rm -rf include share test bin/protoc* bin/*est* lib/*.a lib/*test*.so

# then the other dependencies, before the code, so that a change of code does not install them again
COPY pyproject.toml ./
RUN python -c "import tomllib; print(*tomllib.load(open('pyproject.toml', 'rb'))['project']['dependencies'], sep='\\n')" \
        > requirements.txt \
    && pip --python /opt/venv/bin/python install --no-compile --constraint constraints.txt --requirement requirements.txt \
    && find /opt/venv -type d -name tests -prune -exec rm -rf {} +

COPY README.md LICENSE ./
COPY service service
COPY models models
RUN pip --python /opt/venv/bin/python install --no-compile --no-deps .

# Bytecode for all but the giants; of those, for just the modules that one article needs on its way. That also proves the parts.
RUN /opt/venv/bin/python -m compileall -q -x '/(torch|transformers|sympy)/' /opt/venv/lib \
    && printf '“It works,” said the builder.' | /opt/venv/bin/quotes attribute - > /dev/null


FROM python:3.11-slim-bookworm

ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 OMP_WAIT_POLICY=passive
RUN useradd --system --uid 10001 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin quotes
COPY --from=build /opt/venv /opt/venv
USER 10001
WORKDIR /tmp
EXPOSE 8000

# `readyz` answers 503 until the model is loaded, and urlopen raises on that
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/readyz', timeout=4)"]

# exec form, and `quotes serve` becomes gunicorn: SIGTERM arrives there
CMD ["quotes", "serve", "--host", "0.0.0.0", "--port", "8000"]
