"""An echo bot as users of python-telegram-bot write it: its own polling, its own HTTP client."""

import os
from typing import Any

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    ReplyParameters,
    Update,
)
from telegram.ext import Application, CallbackQueryHandler, ContextTypes, MessageHandler, filters

API = os.environ["API_BASE"]
Context = ContextTypes.DEFAULT_TYPE
KEYBOARD = InlineKeyboardMarkup(
    [[InlineKeyboardButton("A", callback_data="a"), InlineKeyboardButton("B", callback_data="b")]]
)


async def on_text(update: Update, _context: Context) -> None:
    """Echo a text; "/start" shows buttons, "album" sends two uploaded photos."""
    message = update.effective_message
    assert message
    if update.edited_message:
        await message.reply_text(f"edited: {message.text}")
    elif message.text == "/start":
        await message.reply_text("hello", reply_markup=KEYBOARD)
    elif message.text == "album":
        photos = [
            InputMediaPhoto(b"one", filename="1.jpg"),
            InputMediaPhoto(b"two", filename="2.jpg"),
        ]
        await message.reply_media_group(photos)
    else:
        reply = ReplyParameters(message.message_id)
        await message.reply_text(f"echo: {message.text}", reply_parameters=reply)


async def on_photo(update: Update, _context: Context) -> None:
    """Fetch the photo and send it back."""
    message = update.effective_message
    assert message
    photo = message.photo[-1]
    content = await (await photo.get_file()).download_as_bytearray()
    await message.reply_photo(photo.file_id, caption=f"bytes: {len(content)}")


async def on_location(update: Update, _context: Context) -> None:
    """Send the point back."""
    message = update.effective_message
    assert message
    assert message.location
    await message.reply_location(message.location.latitude, message.location.longitude)


async def on_press(update: Update, _context: Context) -> None:
    """Answer the press and change the message."""
    query = update.callback_query
    assert query
    await query.answer("ok")
    await query.edit_message_text(f"chosen: {query.data}")


def main() -> None:
    """Poll until the process is ended."""
    builder: Any = Application.builder()
    builder = builder.token(os.environ["TOKEN"]).base_url(f"{API}/bot")
    app = builder.base_file_url(f"{API}/file/bot").build()
    app.add_handler(MessageHandler(filters.TEXT, on_text))
    app.add_handler(MessageHandler(filters.PHOTO, on_photo))
    app.add_handler(MessageHandler(filters.LOCATION, on_location))
    app.add_handler(CallbackQueryHandler(on_press))
    app.run_polling(poll_interval=0, timeout=2, allowed_updates=Update.ALL_TYPES)


if __name__ == "__main__":
    main()
