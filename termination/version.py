"""Which version of the package this is; packaging reads it here as well."""

__version__ = "0.2.0"
