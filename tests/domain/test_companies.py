from dataclasses import replace
from datetime import date

import pytest

from domain.companies import company_in, company_name, speakers_of
from tests.domain.builders import demo_rules

DIRECTORY = demo_rules().directory
DAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("words", "body"),
    [
        ("与绿汀物业服务有限公司谈保洁", "luting-company"),
        ("请绿汀物业来谈", "luting-company"),
        ("请建设单位明湖置业有限公司来谈外墙渗水", "明湖置业有限公司"),
        ("颐和物业不在本社区", ""),
        ("楼上不认，双方谈赔偿", ""),
        ("", ""),
    ],
)
def test_a_body_is_found_by_its_name_and_a_company_by_what_it_is_called(
    words: str, body: str
) -> None:
    assert company_in(words, DIRECTORY, "dongqiao", DAY) == body


def test_a_body_that_is_no_more_is_a_name_like_any_other() -> None:
    gone = tuple(replace(each, until=date(2026, 1, 1)) for each in DIRECTORY.bodies)
    old = replace(DIRECTORY, bodies=gone)
    name = "绿汀物业服务有限公司"
    assert company_in(f"与{name}谈", old, "dongqiao", DAY) == name


def test_who_speaks_for_a_body_stands_in_the_directory() -> None:
    speakers = speakers_of("luting-company", DIRECTORY, DAY)
    assert "gao-manager-luting" in {each.person_id for each in speakers}
    assert speakers_of("明湖置业有限公司", DIRECTORY, DAY) == ()
    assert company_name("luting-company", DIRECTORY) == "绿汀物业服务有限公司"
    assert company_name("明湖置业有限公司", DIRECTORY) == "明湖置业有限公司"
