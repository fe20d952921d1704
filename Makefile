# Everything that a person or CI does here, by name: `make help`.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
PORT ?= 8000
# Index that holds the CPU build of torch, where the usual index has only the CUDA one; see README.md.
TORCH_INDEX ?=
# Exact versions to install; empty takes the newest that pyproject.toml allows.
CONSTRAINTS ?= .ci/constraints.txt
# Folder of the training and gold files; `make train` and `make evaluate` read it.
export QUOTES_DATA ?= ../shared/data
GOLD ?= $(addprefix $(QUOTES_DATA)/,worldquotes/dev.jsonl polnear/dev-speakers.jsonl polnear/dev.jsonl)
# What this project marked in worldner/dev.jsonl; empty to leave it out.
MARKS ?= models/corpora/marked/worldner-dev.jsonl
INPUT ?= seeds/articles.jsonl
EVALUATE ?=
# Options of `quotes benchmark`, such as `--config threads=1 --against threads=2`.
BENCHMARK ?=
# A Python that has spaCy and its small English model; tests/load/spacy.py says how to make one.
SPACY_PYTHON ?= spacy/bin/python
# Training asks for and frees large blocks all the time: kept in the process, they cost over a quarter less time.
STEADY_MEMORY := OMP_WAIT_POLICY=passive MALLOC_MMAP_MAX_=0 MALLOC_TRIM_THRESHOLD_=100000000000
# Options of the drivers in tests/load; each of them tells its own with --help.
LOAD ?=
ENGINE ?= docker
TAG ?= quotes:latest

BIN := .venv/bin
INSTALL = $(BIN)/pip install --quiet $(if $(CONSTRAINTS),--constraint $(CONSTRAINTS)) \
	$(if $(TORCH_INDEX),--extra-index-url $(TORCH_INDEX)) --editable
MANIFESTS := service/deploy/kubernetes
HASHES = $(BIN)/uv pip compile --quiet --constraint .ci/constraints.txt
# What the image computes the network with: onnx, or torch.
BACKEND ?= onnx
# torch, transformers and their own needs, and what tokenizers asks for to download models, which is never done here.
ONNX_WITHOUT := torch transformers mpmath regex sympy huggingface-hub anyio fsspec h11 httpcore2 httpx2 pyyaml tqdm truststore

.DEFAULT_GOAL := help
.PHONY: help install run test check train evaluate benchmark load kills stop scaling latency spacy image constraints lock manifests clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "%-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

install: .venv/.installed ## make .venv with all that the service needs

run: install ## install and serve on http://127.0.0.1:PORT
	$(BIN)/quotes serve --port $(PORT)

test: .venv/.installed-dev ## install with the test tools and run all tests
	$(BIN)/pytest

check: .venv/.installed-dev ## lint, format, types, layers, dependencies
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry .

train: .venv/.installed-train ## make the weights again from QUOTES_DATA
	$(STEADY_MEMORY) $(BIN)/quotes train

evaluate: install ## score the weights on every file of GOLD; EVALUATE=--ablate for the parts too
	@set -e; for gold in $(GOLD); do $(BIN)/quotes evaluate "$$gold" $(EVALUATE); done
	@[ -z "$(MARKS)" ] || $(BIN)/quotes evaluate $(QUOTES_DATA)/worldner/dev.jsonl --marks $(MARKS) $(EVALUATE)

benchmark: install ## words a second, latency, memory and stages on INPUT; BENCHMARK=options
	$(BIN)/quotes benchmark $(INPUT) $(BENCHMARK)

load: .venv/.installed-dev ## half an hour of twice what the service can do, on loopback; LOAD=options
	$(BIN)/python -m tests.load.load $(LOAD)

kills: .venv/.installed-dev ## kill 50 workers under load; LOAD=options
	$(BIN)/python -m tests.load.kills $(LOAD)

scaling: .venv/.installed-dev ## the service by its workers and its callers; LOAD=options
	$(BIN)/python -m tests.load.scaling $(LOAD)

latency: .venv/.installed-dev ## an article of 600 words, alone and under load; LOAD=options
	$(BIN)/python -m tests.load.latency $(LOAD)

spacy: .venv/.installed-dev ## in turn with spaCy of SPACY_PYTHON on INPUT; LOAD=options
	$(BIN)/python -m tests.load.spacy --spacy-python $(SPACY_PYTHON) $(INPUT) $(LOAD)

stop: .venv/.installed-dev ## stop the service while it works; LOAD=options
	$(BIN)/python -m tests.load.stop $(LOAD)

image: ## build the container image TAG with ENGINE (docker, podman); BACKEND=torch for full precision
	$(ENGINE) build --build-arg BACKEND=$(BACKEND) --build-arg TORCH_INDEX=$(TORCH_INDEX) --tag $(TAG) .

constraints: .venv/.installed-dev .venv/.installed-train ## write down the exact versions of .venv
	$(BIN)/pip freeze --all --exclude-editable | sed -e '/^pip==/d' -e 's/+cpu$$//' > .ci/constraints.txt

lock: .venv/.installed-dev ## write down the hashes of all that the image is made of
	$(HASHES) --extra redis --extra onnx $(addprefix --no-emit-package ,$(ONNX_WITHOUT)) \
		--output-file .ci/lock/service-onnx.txt pyproject.toml
	$(HASHES) --extra redis --output-file .ci/lock/service-torch.txt pyproject.toml
	echo setuptools | $(HASHES) --output-file .ci/lock/build.txt -
	torch=$$(grep '^torch==' .ci/constraints.txt)+cpu; \
	$(BIN)/pip install --quiet --dry-run --ignore-installed --no-deps --report - \
		$(if $(TORCH_INDEX),--extra-index-url $(TORCH_INDEX)) $$torch \
	| sed -n "s/.*\"sha256\": \"\([0-9a-f]*\)\".*/$$torch --hash=sha256:\1/p" > .ci/lock/torch.txt

manifests: .venv/.installed-dev ## check the Kubernetes manifests against its own schemas (100 MB of them)
	$(BIN)/uv tool run 'kubernetes-validate>=1.37,<2' --strict $(filter-out %/kustomization.yaml,$(wildcard $(MANIFESTS)/*.yaml))

clean: ## remove what the other targets made
	rm -rf .venv build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

.venv/.created:
	$(PYTHON) -m venv .venv
	@touch $@

.venv/.installed: .venv/.created pyproject.toml $(CONSTRAINTS)
	$(INSTALL) '.[batch,onnx]'
	@touch $@

.venv/.installed-dev: .venv/.installed
	$(INSTALL) '.[batch,dev,onnx,otel,ray]'
	@touch $@

.venv/.installed-train: .venv/.installed
	$(INSTALL) '.[train]'
	@touch $@
