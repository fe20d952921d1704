# Two stages: the first makes a virtual environment, the second holds only that.
# BACKEND says what computes the network: onnx, or torch, which is several times larger and in full precision.
# TORCH_INDEX names an index with the CPU build of torch, unless pip's own settings find it, see README.md.
FROM python:3.11-slim-bookworm AS build

ARG BACKEND=onnx
ARG TORCH_INDEX=""
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /build

# for `strip` alone
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends binutils > /dev/null

COPY .ci/lock ./
RUN pip install --no-deps --require-hashes --requirement build.txt \
    && python -m venv --without-pip /opt/venv

# torch first, in a layer of its own that changes least; what is taken out serves only those who build against it, test or
# debug it (the names of its own functions are a fifth of its largest file)
RUN [ "$BACKEND" != torch ] || { \
    pip --python /opt/venv/bin/python install --no-compile --no-deps --require-hashes --requirement torch.txt \
        ${TORCH_INDEX:+--extra-index-url "$TORCH_INDEX"} \
    && cd /opt/venv/lib/python3.11/site-packages/torch \
    && rm -rf include share test bin/protoc* bin/*est* lib/*.a lib/*test*.so \
    && find . -name '*.pyi' -delete \
    && strip --strip-unneeded lib/libtorch_cpu.so lib/libtorch_python.so; }

# then the other dependencies, before the code, so that a change of code does not install them again;
# of the five hundred families of models in transformers ours is one, and `auto` is asked on its way
RUN pip --python /opt/venv/bin/python install --no-compile --no-deps --require-hashes --requirement "service-$BACKEND.txt" \
    && find /opt/venv -type d -name tests -prune -exec rm -rf {} + \
    && if [ "$BACKEND" = torch ]; then \
        find /opt/venv/lib/python3.11/site-packages/transformers/models -mindepth 1 -maxdepth 1 -type d \
            ! -name auto ! -name bert -exec rm -rf {} +; \
    fi

COPY pyproject.toml README.md LICENSE ./
COPY service service
COPY models models
RUN pip wheel --no-deps --no-build-isolation --wheel-dir dist . \
    && pip --python /opt/venv/bin/python install --no-compile --no-deps dist/*.whl

# Bytecode for all but the giants; of those, for just the modules that one article needs on its way. That also proves the parts.
RUN /opt/venv/bin/python -m compileall -q -x '/(onnx|onnxruntime|torch|transformers|sympy)/' /opt/venv/lib \
    && printf '“It works,” said the builder.' | /opt/venv/bin/quotes attribute - > /dev/null


FROM python:3.11-slim-bookworm

# Nothing but /dev/shm is written to, which is in memory and there even where the root is read-only and /tmp is not mounted.
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 OMP_WAIT_POLICY=passive \
    HOME=/tmp TMPDIR=/dev/shm QUOTES_HOST=0.0.0.0
COPY --from=build /opt/venv /opt/venv
# A number without a name: any other does as well.
USER 10001:10001
WORKDIR /tmp
EXPOSE 8000

# `readyz` answers 503 until the model is loaded, and urlopen raises on that
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request; urllib.request.urlopen(f'http://127.0.0.1:{os.environ.get(\"QUOTES_PORT\", 8000)}/readyz', timeout=4)"]

# exec form, and `quotes serve` becomes gunicorn: SIGTERM arrives there
CMD ["quotes", "serve"]
