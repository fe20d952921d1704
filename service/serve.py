"""`quotes serve`: gunicorn in the place of this process."""

import os
import sys
from pathlib import Path

import click

from service.settings import PREFIX, SettingsError, read_settings

CONFIG = Path(__file__).with_name("gunicorn.conf.py")
APP = "service.wsgi:build()"


@click.command()
@click.option("--host", help="Address to listen on. [QUOTES_HOST, else 127.0.0.1]")
@click.option("--port", type=click.IntRange(1, 65_535), help="Port to listen on. [QUOTES_PORT, else 8000]")
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    help="Processes, a model in each. [QUOTES_WORKERS, else one a core up to 4]",
)
def serve(**options: object) -> None:
    """Serve over HTTP until stopped."""
    # By the environment, since gunicorn and its workers read their settings there too.
    chosen = {PREFIX + name.upper(): str(value) for name, value in options.items() if value is not None}
    os.environ.update(chosen)
    try:
        read_settings()
    except SettingsError as error:
        raise click.ClickException(str(error)) from error
    sys.stdout.flush()
    os.execv(sys.executable, gunicorn_command(APP))


def gunicorn_command(app: str) -> list[str]:
    """The command that runs an app as the service is run; the settings come from the environment."""
    return [sys.executable, "-m", "gunicorn", "--config", str(CONFIG), app]
