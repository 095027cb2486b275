from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, inspect

import storage


def test_the_way_back_leaves_nothing() -> None:
    engine = create_engine("sqlite://")
    config = Config(f"{next(iter(storage.__path__))}/alembic.ini")
    with engine.begin() as conn:
        config.attributes["connection"] = conn
        command.upgrade(config, "head")
        command.downgrade(config, "base")
        assert inspect(conn).get_table_names() == ["alembic_version"]
    engine.dispose()
