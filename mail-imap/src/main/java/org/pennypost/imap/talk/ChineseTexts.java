package org.pennypost.imap.talk;

import static java.util.Map.entry;

import java.util.Map;

/** The texts of {@link Texts} in Chinese. */
final class ChineseTexts {
    private static final String COMPLETED = " completed";

    private static final Map<String, String> TEXTS = Map.ofEntries(
            entry(Namespaces.OTHERS + "/", "其他用户/"),
            entry(Namespaces.SHARED + "/", "共享邮箱/"),
            entry(Texts.SERVER_BUG, "服务器内部错误，已记入日志"),
            entry(Texts.TOO_MANY_ERRORS, "连续错误过多"),
            entry(Texts.TOO_MANY_LOGINS, "登录失败次数过多"),
            entry(Texts.LINE_TOO_LONG, "行太长"),
            entry(Texts.LITERAL_TOO_LARGE, "字面量太大"),
            entry(Texts.SILENCE, "长时间没有动静，自动登出"),
            entry(Texts.STOPPING, "服务器正在停止"),
            entry(Texts.INPUT_CLOSED, "您已关闭您那一端"),
            entry(Texts.LOGGING_OUT, "再见"),
            entry(Texts.NOT_IN_GRAMMAR, "命令不符合语法"),
            entry(Texts.WRONG_STATE, "在当前状态下不能这样做"),
            entry(Texts.UNKNOWN_PARAMETER, "未知的参数"),
            entry(Texts.NO_SUCH_MESSAGE, "没有这个序号的邮件"),
            entry(Texts.SEND_LITERAL, "可以发送字面量数据了"),
            entry(Texts.BEGIN_TLS, "现在开始 TLS 协商"),
            entry(Texts.TLS_ACTIVE, "TLS 已经启用"),
            entry(Texts.NO_TLS, "不提供 TLS"),
            entry(Texts.LOGIN_DISABLED, "请先使用 STARTTLS"),
            entry(Texts.LOGGED_IN, "已登录"),
            entry(Texts.LOGIN_FAILED, "身份验证失败"),
            entry(Texts.NOT_AUTHORIZED, "无权以该用户的身份行事"),
            entry(Texts.MALFORMED_SASL, "SASL 应答无效"),
            entry(Texts.CANCELLED, "身份验证已取消"),
            entry(Texts.NO_MECHANISM, "不支持的身份验证机制"),
            entry(Texts.CLOSED, "先前的邮箱现已关闭"),
            entry(Texts.PERMANENT_FLAGS, "可长期保存的标志"),
            entry(Texts.NO_PERMANENT_FLAGS, "不能更改任何标志"),
            entry(Texts.UID_NEXT, "预计的下一个 UID"),
            entry(Texts.UID_VALIDITY, "UID 有效"),
            entry(Texts.HIGHEST_MODSEQ, "最高的修改序号"),
            entry(Texts.MAILBOX_ID, "此邮箱，不论叫什么名字"),
            entry(Texts.FIRST_UNSEEN, "第一封未读邮件"),
            entry(Texts.NO_SUCH_MAILBOX, "没有这个邮箱"),
            entry(Texts.CREATE_FIRST, "没有这个邮箱，请先用 CREATE 创建"),
            entry(Texts.HAS_CHILDREN, "这不是邮箱，只是下面有邮箱"),
            entry(Texts.READ_ONLY, "邮箱以只读方式打开"),
            entry(Texts.UID_VALIDITY_CHANGED, "UIDVALIDITY 已改变，请重新选择"),
            entry(Texts.MAILBOX_GONE, "邮箱已被删除"),
            entry(Texts.UID_REQUIRED, "启用 UIDONLY 之后不能使用邮件序号"),
            entry(Texts.BATCH_TOO_SMALL, "每批至少 500 封"),
            entry(Texts.BATCHES_KNOWN, "这些批次您已知道，而且变化不大"),
            entry(Texts.TAG_IN_USE, "此标签已用于您正在跟踪的搜索"),
            entry(Texts.NO_UPDATES, "无法跟踪这个搜索"),
            entry(Texts.TOO_MANY_TO_SEARCH, "一次搜索的邮箱太多"),
            entry(Texts.TOO_MANY_PATTERNS, "一条命令的模式太多"),
            entry(Texts.NO_FILTER, "没有这个过滤器，或者它不是完整的搜索条件"),
            entry(Texts.WRONG_FILTER, "这不是完整的搜索条件"),
            entry(Texts.WRONG_FILTER_NAME, "过滤器不能叫这个名字"),
            entry(Texts.TOO_MANY_AT_ONCE, "一条命令涉及的邮件太多，什么也没做"),
            entry(Texts.NEWEST_ONLY, "只处理了其中最新的邮件"),
            entry(Texts.NO_URL_MECHANISM, "只有 INTERNAL 可以为 URL 授权"),
            entry(Texts.URL_NOT_AUTHORIZED, "您不能为这个 URL 授权"),
            entry(Texts.URL_MECHANISMS, "为 URL 授权的方式"),
            entry(Texts.CROWDED, "连接太多，请稍后再试"),
            entry(Texts.MOVED_AWAY, "您的邮箱在另一台服务器上"),
            entry(Texts.MODIFIED, "其中有些邮件已被更改"),
            entry(Texts.NOT_ENABLED, "请先用 ENABLE 启用"),
            entry(Texts.NO_SPECIAL_USE, "不能赋予这种特殊用途"),
            entry(Texts.NO_COMPRESSION, "未知的压缩机制"),
            entry(Texts.COMPRESSED, "连接已经压缩"),
            entry(Texts.DEFLATE_ACTIVE, "从这里开始使用 DEFLATE"),
            entry(Texts.MOVED, "已移动"),
            entry(Texts.EXPUNGED, "其中有些邮件已被清除"),
            entry(Texts.UNKNOWN_ENCODING, "未知的内容传输编码"),
            entry(Texts.NO_SUCH_PART, "没有这个部分，或者不是单一部分"),
            entry(Texts.MESSAGE_TOO_BIG, "邮件太大"),
            entry(Texts.MESSAGE_NUL, "邮件不能含有 NUL"),
            entry(Texts.NO_MESSAGE, "邮件至少要有一个八位组"),
            entry(Texts.TOO_MANY_MESSAGES, "邮件太多"),
            entry(Texts.BAD_URL, "这个 URL 在这里不指向任何东西"),
            entry(Texts.URL_TOO_LONG, "URL 太长"),
            entry(Texts.REPLACED, "新的邮件"),
            entry(Texts.TOO_MANY_MAILBOXES, "要监视的邮箱太多，NOTIFY 已关闭"),
            entry(Texts.IN_PROGRESS, "仍在进行"),
            entry(Texts.ONLY_UTF8, "启用 UTF8=ACCEPT 之后只能用 UTF-8"),
            entry(Texts.NO_CHARSET, "启用 UTF8=ACCEPT 之后不能指定字符集"),
            entry(Texts.NO_UNAUTHENTICATE, "UNAUTHENTICATE 已停用"),
            entry(Texts.ACCESS_ENDED, "您不能再读取这个邮箱"),
            entry(Texts.NO_GROUPS, "这里没有用户组"),
            entry(Texts.OWNER_HAS_ALL, "所有者始终拥有全部权限"),
            entry(Texts.NO_SUCH_ROOT, "没有这个配额根"),
            entry(Texts.NO_SUCH_RESOURCE, "只能限制 STORAGE 和 MESSAGE"),
            entry(Texts.ADMINISTRATORS_ONLY, "仅限管理员"),
            entry(Texts.NOT_FOR_YOU, "仅限具名用户"),
            entry(Texts.ANNOTATION_TOO_BIG, "注释太大"),
            entry(Texts.TOO_MANY_ANNOTATIONS, "注释太多"),
            entry(Texts.IDLING, "正在等待"),
            entry(Texts.EXPECTED_DONE, "应为 DONE"),
            entry(Texts.NAME_TAKEN, "已有同名的邮箱"),
            entry(Texts.NOT_POSSIBLE, "在这里不能这样做"),
            entry(Texts.NO_ROOM, "此帐户没有空间了"),
            entry(Texts.NOT_ALLOWED, "您无权这样做"),
            entry(Texts.IN_USE, "别人正在使用它"),
            entry(Texts.LIMIT_REACHED, "已达到服务器的限额"),
            entry(Texts.DAMAGED, "存储的内容已损坏"),
            entry(Texts.TRY_LATER, "暂时无法完成，请稍后再试"),
            entry(Texts.NO_SUCH_LANGUAGE, "不支持这种语言"),
            entry(Texts.NO_SUCH_COMPARATOR, "没有这种比较器"));

    private ChineseTexts() {}

    /** A text in Chinese; what is not among them as it is. */
    static String say(String english) {
        return english.endsWith(COMPLETED)
                ? english.substring(0, english.length() - COMPLETED.length()) + " 已完成"
                : TEXTS.getOrDefault(english, english);
    }

    /** Whether there is a text in Chinese. */
    static boolean knows(String english) {
        return TEXTS.containsKey(english);
    }
}
