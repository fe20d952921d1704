"""What gunicorn runs in every worker: `service.wsgi:build()`."""

from flask import Flask

from service.app import create_app
from service.log_setup import set_up_logs
from service.settings import read_settings
from service.traces import open_traces


def build() -> Flask:
    """The app of this process's environment, its model being loaded; raises SettingsError."""
    settings = read_settings()
    set_up_logs(settings.log_level)
    return create_app(settings, traces=open_traces(settings))
