package org.pennypost.pop.talk;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** What POP3 says in simplified Chinese. */
final class SimplifiedChinese {
    static final Language LANGUAGE = new Language("zh-Hans", "简体中文", texts(), faults(), Optional.of("语法错误"));

    private SimplifiedChinese() {}

    private static Map<Pop3Reply, String> texts() {
        Map<Pop3Reply, String> texts = new EnumMap<>(Pop3Reply.class);
        texts.put(Pop3Reply.DONE, "");
        texts.put(Pop3Reply.SEND_PASSWORD, "请发送密码");
        texts.put(Pop3Reply.OPENED, "%d 封邮件（%d 字节）");
        texts.put(Pop3Reply.RESET, "所有删除标记已取消");
        texts.put(Pop3Reply.MARKED, "已标记为删除");
        texts.put(Pop3Reply.BEGIN_TLS, "开始 TLS 协商");
        texts.put(Pop3Reply.UTF8_MODE, "已进入 UTF-8 模式");
        texts.put(Pop3Reply.TEXT_FOLLOWS, "邮件内容如下");
        texts.put(Pop3Reply.LIST_FOLLOWS, "列表如下");
        texts.put(Pop3Reply.CAPABILITIES_FOLLOW, "功能列表如下");
        texts.put(Pop3Reply.MECHANISMS_FOLLOW, "认证机制如下");
        texts.put(Pop3Reply.LANGUAGES_FOLLOW, "语言列表如下");
        texts.put(Pop3Reply.LANGUAGE, "语言已切换为简体中文");
        texts.put(Pop3Reply.BYE, "再见");
        texts.put(Pop3Reply.NO_MESSAGE, "没有这封邮件");
        texts.put(Pop3Reply.REMOVED_MEANWHILE, "该邮件已被其他程序删除");
        texts.put(Pop3Reply.CANCELLED, "认证已取消");
        texts.put(Pop3Reply.BAD_CREDENTIALS, "用户名或密码不正确");
        texts.put(Pop3Reply.NOT_ALLOWED, "不允许代表该用户操作");
        texts.put(Pop3Reply.TOO_MANY_FAILURES, "登录失败次数过多");
        texts.put(Pop3Reply.NEEDS_TLS, "须先启用 TLS，请使用 STLS");
        texts.put(Pop3Reply.USER_NEEDS_TLS, "须先启用 TLS，请使用 STLS");
        texts.put(Pop3Reply.NO_SUCH_CHARACTER, "含有用户名和密码不允许使用的字符");
        texts.put(Pop3Reply.BAD_RESPONSE, "不是该认证机制的响应");
        texts.put(Pop3Reply.NO_MECHANISM, "认证机制不可用");
        texts.put(Pop3Reply.NO_TLS, "此处不能使用 TLS");
        texts.put(Pop3Reply.NO_LANGUAGE, "不支持该语言");
        texts.put(Pop3Reply.WRONG_STATE, "当前状态不能使用此命令");
        texts.put(Pop3Reply.USER_FIRST, "请先使用 USER");
        texts.put(Pop3Reply.TOO_SOON, "距离上次登录时间太短");
        texts.put(Pop3Reply.IN_USE, "邮箱正被另一连接使用");
        texts.put(Pop3Reply.NO_MAILBOX, "没有这个邮箱");
        texts.put(Pop3Reply.NOT_PERMITTED, "没有权限");
        texts.put(Pop3Reply.DAMAGED, "存储的数据已损坏");
        texts.put(Pop3Reply.TOO_MANY_ERRORS, "错误过多");
        texts.put(Pop3Reply.NOT_NOW, "暂时无法完成，请稍后再试");
        texts.put(Pop3Reply.NOT_ALL_REMOVED, "部分已标记的邮件未能删除");
        texts.put(Pop3Reply.CROWDED, "连接过多，请稍后再试");
        texts.put(Pop3Reply.STOPPING, "服务器正在停止");
        texts.put(Pop3Reply.BUG, "服务器内部出错");
        return texts;
    }

    private static Map<String, String> faults() {
        return Map.ofEntries(
                Map.entry("unknown command", "未知命令"),
                Map.entry("line too long", "命令行太长"),
                Map.entry("bare LF", "换行符前缺少回车符"),
                Map.entry("bare CR", "回车符后缺少换行符"),
                Map.entry("NUL octet", "含有空字符"),
                Map.entry("expected a command", "缺少命令"),
                Map.entry("expected a number", "缺少数字"),
                Map.entry("expected a space", "缺少参数"),
                Map.entry("expected an argument", "缺少参数"),
                Map.entry("number too large", "数字太大"),
                Map.entry("unexpected text at the end", "参数过多"),
                Map.entry("message numbers begin at 1", "邮件编号从 1 开始"),
                Map.entry("not UTF-8", "不是 UTF-8 文本"));
    }
}
