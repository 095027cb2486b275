// An echo bot as users of grammY write it.
import { Bot, InlineKeyboard, InputFile } from "grammy";

const api = process.env.API_BASE;
const token = process.env.TOKEN;
const bot = new Bot(token, { client: { apiRoot: api } });

bot.command("start", (ctx) =>
  ctx.reply("hello", { reply_markup: new InlineKeyboard().text("A", "a").text("B", "b") }),
);
bot.hears("album", (ctx) =>
  ctx.replyWithMediaGroup(
    ["one", "two"].map((each) => ({
      type: "photo",
      media: new InputFile(Buffer.from(each), `${each}.jpg`),
    })),
  ),
);
bot.on("edited_message:text", (ctx) => ctx.reply(`edited: ${ctx.editedMessage.text}`));
bot.on("message:photo", async (ctx) => {
  const file = await ctx.getFile();
  const answer = await fetch(`${api}/file/bot${token}/${file.file_path}`);
  const content = await answer.arrayBuffer();
  await ctx.replyWithPhoto(ctx.message.photo.at(-1).file_id, {
    caption: `bytes: ${content.byteLength}`,
  });
});
bot.on("message:location", (ctx) =>
  ctx.replyWithLocation(ctx.message.location.latitude, ctx.message.location.longitude),
);
bot.on("message:text", (ctx) =>
  ctx.reply(`echo: ${ctx.message.text}`, { reply_parameters: { message_id: ctx.message.message_id } }),
);
bot.on("callback_query:data", async (ctx) => {
  await ctx.answerCallbackQuery("ok");
  await ctx.editMessageText(`chosen: ${ctx.callbackQuery.data}`);
});
bot.start();
