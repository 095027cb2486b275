"""The tests, which mirror the folders of the source."""
