// An echo bot as users of telegraf write it.
import { Input, Markup, Telegraf } from "telegraf";

const api = process.env.API_BASE;
const bot = new Telegraf(process.env.TOKEN, { telegram: { apiRoot: api } });

bot.start((ctx) =>
  ctx.reply(
    "hello",
    Markup.inlineKeyboard([Markup.button.callback("A", "a"), Markup.button.callback("B", "b")]),
  ),
);
bot.hears("album", (ctx) =>
  ctx.replyWithMediaGroup(
    ["one", "two"].map((each) => ({
      type: "photo",
      media: Input.fromBuffer(Buffer.from(each), `${each}.jpg`),
    })),
  ),
);
bot.on("edited_message", (ctx) => ctx.reply(`edited: ${ctx.editedMessage.text}`));
bot.on("photo", async (ctx) => {
  const photo = ctx.message.photo.at(-1).file_id;
  const answer = await fetch(await ctx.telegram.getFileLink(photo));
  const content = await answer.arrayBuffer();
  await ctx.replyWithPhoto(photo, { caption: `bytes: ${content.byteLength}` });
});
bot.on("location", (ctx) =>
  ctx.replyWithLocation(ctx.message.location.latitude, ctx.message.location.longitude),
);
bot.on("text", (ctx) =>
  ctx.reply(`echo: ${ctx.message.text}`, { reply_parameters: { message_id: ctx.message.message_id } }),
);
bot.on("callback_query", async (ctx) => {
  await ctx.answerCbQuery("ok");
  await ctx.editMessageText(`chosen: ${ctx.callbackQuery.data}`);
});
bot.launch();
