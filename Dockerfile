# The whole program in one image: `docker build -t wenzhang .`, or `docker compose up` with what compose.yaml puts beside it.
FROM python:3.11-slim-bookworm

# Where wheels of PyTorch for the processor alone are: without it pip takes those for graphics cards, several GB larger.
ARG TORCH_INDEX=""

ENV PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    PIP_NO_CACHE_DIR=1 \
    HOME=/tmp

WORKDIR /srv/wenzhang

# The requirements first: they change seldom, and a changed program does not install them again.
COPY requirements.txt requirements-ocr.txt constraints.txt ./
RUN pip install ${TORCH_INDEX:+--extra-index-url "$TORCH_INDEX"} -c constraints.txt -r requirements.txt \
    && pip install --no-deps --ignore-requires-python -r requirements-ocr.txt

COPY pyproject.toml README.md LICENSE ./
COPY budget budget
COPY ingest ingest
COPY index index
COPY prompts prompts
COPY app app
COPY eval eval
COPY samples samples
RUN pip install --no-deps -e . \
    && useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin wenzhang \
    && install -d -o wenzhang -g wenzhang /library

USER 10001
VOLUME /library
ENV WENZHANG_LIBRARY=/library \
    WENZHANG_HOST=0.0.0.0
EXPOSE 8501
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8501/api/v1/healthz', timeout=4)"]
CMD ["wenzhang", "serve"]
