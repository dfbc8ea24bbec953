package org.pennypost.server.architecture;

import static org.pennypost.server.architecture.Forbidden.names;

import java.util.List;

/** The families of names that are kept out of a module, and why. */
final class Purity {
    /** What an engine never does for itself: its driver does it, or hands it in. */
    static final List<Forbidden> WITHOUT_A_WORLD = List.of(
            names(
                    "a thread",
                    "java.lang.Thread",
                    "java.lang.ThreadGroup",
                    "java.lang.ThreadLocal",
                    "java.lang.InheritableThreadLocal",
                    "java.util.Timer",
                    "java.util.TimerTask",
                    "java.lang.Object#wait",
                    "java.lang.Object#notify",
                    "java.lang.Object#notifyAll"),
            names("an executor, a lock or a thing shared between threads", "java.util.concurrent.*"),
            names(
                    "a socket or a name lookup",
                    "java.net.Socket",
                    "java.net.ServerSocket",
                    "java.net.DatagramSocket",
                    "java.net.MulticastSocket",
                    "java.net.SocketAddress",
                    "java.net.InetAddress",
                    "java.net.InetSocketAddress",
                    "java.net.NetworkInterface",
                    "java.net.URL",
                    "java.net.URLConnection",
                    "java.net.http.*",
                    "javax.net.*"),
            names("a channel", "java.nio.channels.*"),
            names(
                    "a file",
                    "java.nio.file.*",
                    "java.io.File",
                    "java.io.RandomAccessFile",
                    "java.io.FileInputStream",
                    "java.io.FileOutputStream",
                    "java.io.FileReader",
                    "java.io.FileWriter",
                    "java.io.FileDescriptor"),
            names(
                    "a clock",
                    "java.time.Clock",
                    "java.time.InstantSource#system",
                    "java.time.Instant#now",
                    "java.time.LocalDate#now",
                    "java.time.LocalTime#now",
                    "java.time.LocalDateTime#now",
                    "java.time.OffsetDateTime#now",
                    "java.time.ZonedDateTime#now",
                    "java.time.Year#now",
                    "java.time.ZoneId#systemDefault",
                    "java.util.Date",
                    "java.util.Calendar",
                    "java.util.GregorianCalendar",
                    "java.util.TimeZone",
                    "java.lang.System#currentTimeMillis",
                    "java.lang.System#nanoTime"),
            names(
                    "a source of randomness",
                    "java.util.Random",
                    "java.util.SplittableRandom",
                    "java.util.random.*",
                    "java.security.SecureRandom",
                    "java.lang.Math#random",
                    "java.lang.StrictMath#random",
                    "java.util.UUID#randomUUID"),
            names(
                    "the process or its surroundings",
                    "java.lang.Process",
                    "java.lang.ProcessBuilder",
                    "java.lang.ProcessHandle",
                    "java.lang.Runtime",
                    "java.lang.System#exit",
                    "java.lang.System#getenv",
                    "java.lang.System#getProperty",
                    "java.lang.System#in",
                    "java.lang.System#out",
                    "java.lang.System#err"),
            names("reflection, which hides names", "java.lang.reflect.*", "java.lang.Class#forName"));

    /** What no module does. */
    static final List<Forbidden> NOWHERE = List.of(
            names("waiting by the clock instead of for the event", "java.lang.Thread#sleep"),
            names(
                    "the default charset",
                    "java.lang.String#getBytes()",
                    "java.lang.String#<init>(byte[])",
                    "java.lang.String#<init>(byte[],int,int)",
                    "java.nio.charset.Charset#defaultCharset",
                    "java.io.InputStreamReader#<init>(java.io.InputStream)",
                    "java.io.OutputStreamWriter#<init>(java.io.OutputStream)"),
            names("the default locale", "java.lang.String#toLowerCase()", "java.lang.String#toUpperCase()"),
            names(
                    "objects from octets, the root of a family of holes",
                    "java.io.ObjectInputStream",
                    "java.io.ObjectOutputStream",
                    "org.apache.mina.core.buffer.IoBuffer#getObject",
                    "org.apache.mina.filter.codec.serialization.*"));

    private Purity() {}
}
