"""`python -m termination.models.closed_forms`: rebuild the shipped closed forms (needs the extra `proofs`)."""

from __future__ import annotations

from pathlib import Path

import click

from termination.models.closed_forms.build import PAGE_MARK, page_list, write_all


@click.command()
@click.option("--into", type=click.Path(file_okay=False, path_type=Path), default=Path(__file__).parent)
@click.option("--page", type=click.Path(dir_okay=False, path_type=Path), help="Only rewrite the list in this page.")
def main(into: Path, page: Path | None) -> None:
    """Derive the closed forms and write them as modules INTO a folder, by default the package's."""
    if page is not None:
        opening = page.read_text(encoding="utf-8").partition(PAGE_MARK)[0]
        page.write_text(opening + page_list(), encoding="utf-8", newline="\n")
        return
    for path in write_all(into):
        click.echo(path.name)


if __name__ == "__main__":
    main()
