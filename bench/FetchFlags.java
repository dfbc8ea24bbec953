import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.pennypost.core.account.MemoryAuthenticator;
import org.pennypost.core.engine.Protocol;
import org.pennypost.core.engine.Surroundings;
import org.pennypost.core.mailbox.Account;
import org.pennypost.core.mailbox.Draft;
import org.pennypost.core.mailbox.Flag;
import org.pennypost.core.mailbox.Flags;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.NewMessage;
import org.pennypost.core.memory.MemoryStore;
import org.pennypost.imap.ImapServer;
import org.pennypost.server.drive.Drive;
import org.pennypost.server.drive.DriveLimits;

/**
 * FETCH 1:* (UID FLAGS) over TCP from the store in memory: the time from the command to the tagged answer, and the live
 * heap that the server holds while a client has read the first 64 KiB of the answer and no more, in mailboxes of several
 * sizes. Arguments: sizes (10000 100000).
 */
public final class FetchFlags {
    public static void main(String[] args) throws Exception {
        int[] sizes = args.length == 0 ? new int[] {10_000, 100_000}
                : Arrays.stream(args).mapToInt(Integer::parseInt).toArray();
        for (int size : sizes) {
            measure(size);
        }
        System.exit(0);
    }

    private static void measure(int size) throws Exception {
        MemoryStore store = new MemoryStore();
        fill(store.account("u"), size);
        Surroundings world = new Surroundings("bench.test", InstantSource.system(), new SecureRandom()::nextBytes);
        Protocol imap = ImapServer.with(store, new MemoryAuthenticator().user("u", "x"), world);
        Drive drive = Drive.start(DriveLimits.DEFAULT, () -> {
            throw new IllegalStateException("no TLS here");
        });
        InetSocketAddress address =
                drive.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), imap, false).address();
        try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
            InputStream in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
            command(socket, in, "a LOGIN u x");
            command(socket, in, "a SELECT INBOX");
            double[] millis = new double[11];
            long octets = 0;
            for (int i = 0; i < millis.length; i++) {
                long start = System.nanoTime();
                octets = command(socket, in, "a FETCH 1:* (UID FLAGS)");
                millis[i] = (System.nanoTime() - start) / 1e6;
            }
            long before = used();
            send(socket, "a FETCH 1:* (UID FLAGS)");
            in.readNBytes(1 << 16);
            long held = used() - before;
            answer(in);
            Arrays.sort(millis);
            System.out.printf(
                    "%,8d messages: median %.1f ms (min %.1f, max %.1f), %,d octets, %,d KB of heap held half-way%n",
                    size, millis[millis.length / 2], millis[0], millis[millis.length - 1], octets, held / 1024);
        }
        drive.stop(Duration.ofSeconds(1));
    }

    private static void fill(Account account, int size) throws Exception {
        Mailbox inbox = account.mailbox(MailboxName.INBOX);
        Flags[] flags = {Flags.NONE, Flags.of(Flag.SEEN), Flags.of(Flag.SEEN, Flag.ANSWERED), Flags.of(Flag.of("$Junk"))};
        try (Draft draft = account.draft()) {
            draft.write(ByteBuffer.wrap("Subject: x\r\n\r\ny\r\n".getBytes(StandardCharsets.US_ASCII)));
            for (int done = 0; done < size; done += 10_000) {
                List<NewMessage> some = new ArrayList<>();
                for (int i = done; i < Math.min(size, done + 10_000); i++) {
                    some.add(new NewMessage(draft, flags[i % flags.length], Instant.ofEpochSecond(i)));
                }
                inbox.append(some);
            }
        }
    }

    private static long command(Socket socket, InputStream in, String line) throws IOException {
        send(socket, line);
        return answer(in);
    }

    private static void send(Socket socket, String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    /** Reads up to the tagged answer and counts the octets. */
    private static long answer(InputStream in) throws IOException {
        byte[] buffer = new byte[1 << 16];
        byte[] tail = new byte[0];
        long octets = 0;
        while (true) {
            int count = in.read(buffer);
            if (count < 0) {
                throw new IOException("closed");
            }
            octets += count;
            String text = new String(tail, StandardCharsets.ISO_8859_1)
                    + new String(buffer, Math.max(0, count - 300), Math.min(300, count), StandardCharsets.ISO_8859_1);
            if (text.endsWith("\n") && (text.contains("\na OK ") || text.startsWith("a OK "))) {
                return octets;
            }
            if (text.contains("\na NO ") || text.contains("\na BAD ")) {
                throw new IOException(text);
            }
            tail = text.getBytes(StandardCharsets.ISO_8859_1);
            tail = Arrays.copyOfRange(tail, Math.max(0, tail.length - 300), tail.length);
        }
    }

    private static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
