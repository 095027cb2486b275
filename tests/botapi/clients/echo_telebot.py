"""An echo bot as users of pyTelegramBotAPI write it."""

import os
from io import BytesIO
from typing import Any

import telebot
from telebot import apihelper
from telebot.types import InlineKeyboardButton, InlineKeyboardMarkup, InputFile, InputMediaPhoto

urls: Any = apihelper
urls.API_URL = os.environ["API_BASE"] + "/bot{0}/{1}"
urls.FILE_URL = os.environ["API_BASE"] + "/file/bot{0}/{1}"
bot: Any = telebot.TeleBot(os.environ["TOKEN"], threaded=False)


def on_text(message: Any) -> None:
    """Echo a text; "/start" shows buttons, "album" sends two uploaded photos."""
    chat = message.chat.id
    if message.text == "/start":
        keyboard = InlineKeyboardMarkup()
        keyboard.row(
            InlineKeyboardButton("A", callback_data="a"),
            InlineKeyboardButton("B", callback_data="b"),
        )
        bot.send_message(chat, "hello", reply_markup=keyboard)
    elif message.text == "album":
        photos = [InputMediaPhoto(InputFile(BytesIO(each))) for each in (b"one", b"two")]
        bot.send_media_group(chat, photos)
    else:
        bot.reply_to(message, f"echo: {message.text}")


def on_edit(message: Any) -> None:
    """Say what it says now."""
    bot.send_message(message.chat.id, f"edited: {message.text}")


def on_photo(message: Any) -> None:
    """Fetch the photo and send it back."""
    photo = message.photo[-1].file_id
    content = bot.download_file(bot.get_file(photo).file_path)
    bot.send_photo(message.chat.id, photo, caption=f"bytes: {len(content)}")


def on_location(message: Any) -> None:
    """Send the point back."""
    bot.send_location(message.chat.id, message.location.latitude, message.location.longitude)


def on_press(query: Any) -> None:
    """Answer the press and change the message."""
    bot.answer_callback_query(query.id, "ok")
    message = query.message
    bot.edit_message_text(f"chosen: {query.data}", message.chat.id, message.message_id)


if __name__ == "__main__":
    bot.register_message_handler(on_text, content_types=["text"])
    bot.register_message_handler(on_photo, content_types=["photo"])
    bot.register_message_handler(on_location, content_types=["location"])
    bot.register_edited_message_handler(on_edit, content_types=["text"])
    bot.register_callback_query_handler(on_press, func=lambda _query: True)
    bot.infinity_polling(timeout=5, long_polling_timeout=2)
