from web.cookies import chat_of, fresh_id, fresh_secret, hash_of


def test_secrets_and_ids_never_repeat() -> None:
    assert len({fresh_secret() for _ in range(100)}) == 100
    assert len({fresh_id() for _ in range(100)}) == 100
    assert len(fresh_secret()) >= 43


def test_neither_hash_nor_handle_gives_the_secret_away() -> None:
    secret = fresh_secret()
    assert hash_of(secret) != secret
    assert hash_of(secret) == hash_of(secret)
    assert chat_of(secret) not in hash_of(secret)
    assert len(chat_of(secret)) == 32
