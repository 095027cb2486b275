"""Whether two sides are of one family, or were a couple, by the words of who brings them together.

Where they are, each is asked alone whether it is afraid of the other before they come together
(docs/sources.md#mediation, property P6).
"""

_COUPLE = (
    "前夫",
    "前妻",
    "老公",
    "老婆",
    "丈夫",
    "妻子",
    "爱人",
    "夫妻",
    "配偶",
    "男友",
    "女友",
    "男朋友",
    "女朋友",
    "未婚夫",
    "未婚妻",
    "离婚",
    "离异",
    "同居",
    "恋人",
    "情侣",
)
_FAMILY = (
    "亲属",
    "亲戚",
    "家人",
    "父子",
    "父女",
    "母子",
    "母女",
    "父母",
    "父亲",
    "母亲",
    "儿子",
    "女儿",
    "儿媳",
    "女婿",
    "公公",
    "婆婆",
    "婆媳",
    "岳父",
    "岳母",
    "兄弟",
    "姐妹",
    "兄妹",
    "姐弟",
    "姑嫂",
    "妯娌",
    "赡养",
    "继承",
    "遗产",
)
_NOT_SO = ("不是亲属", "不是亲戚", "不是家人", "非亲属", "无亲属关系", "没有亲属关系", "不是夫妻")


def names_kin(words: str) -> bool:
    """Say whether the words name such a tie, and do not say that there is none."""
    for said in _NOT_SO:
        words = words.replace(said, "")
    return any(word in words for word in (*_COUPLE, *_FAMILY))
