"""`python -m termination.models.closed_forms`: rebuild the shipped closed forms (needs the extra `proofs`)."""

from __future__ import annotations

from pathlib import Path

import click

from termination.models.closed_forms.build import write_all


@click.command()
@click.option("--into", type=click.Path(file_okay=False, path_type=Path), default=Path(__file__).parent)
def main(into: Path) -> None:
    """Derive the closed forms of the opening game and write them as modules INTO a folder, by default the package's."""
    for path in write_all(into):
        click.echo(path.name)


if __name__ == "__main__":
    main()
