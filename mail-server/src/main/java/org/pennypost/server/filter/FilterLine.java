package org.pennypost.server.filter;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.pennypost.server.config.FilterAddress;

/**
 * A connection to a filter. Nothing that the other side does or leaves undone takes longer than patience lasts: a channel
 * that never blocks, and a selector that waits for it, because sockets of files know no time of their own.
 *
 * <p>Confined to one thread, but for {@link #abandon}.
 */
final class FilterLine implements AutoCloseable {
    private static final int BUFFER = 64 * 1024;

    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;
    private final Patience patience;
    private final ByteBuffer out = ByteBuffer.allocate(BUFFER);
    private final ByteBuffer in = ByteBuffer.allocate(BUFFER).flip();
    private final Consumer<FilterLine> whenClosed;
    private volatile boolean abandoned;

    private FilterLine(SocketChannel channel, Selector selector, Patience patience, Consumer<FilterLine> whenClosed)
            throws IOException {
        this.channel = channel;
        this.selector = selector;
        this.patience = patience;
        this.whenClosed = whenClosed;
        channel.configureBlocking(false);
        this.key = channel.register(selector, 0);
    }

    /**
     * A connection to the first place of an address that lets us.
     *
     * @param whenClosed hears when it is closed
     * @throws FilterFault if none does
     */
    static FilterLine open(FilterAddress address, Patience patience, Consumer<FilterLine> whenClosed)
            throws FilterFault {
        FilterFault trouble = new FilterFault("nobody knows where it is");
        for (SocketAddress place : places(address)) {
            try {
                return open(place, patience, whenClosed);
            } catch (IOException refused) {
                trouble = new FilterFault("it cannot be reached: " + told(refused), refused);
            }
        }
        throw trouble;
    }

    /** Says something; what is short waits for more, until an answer is asked for. */
    void send(ByteBuffer octets) throws FilterFault {
        while (octets.hasRemaining()) {
            if (!out.hasRemaining()) {
                flush();
            }
            int count = Math.min(out.remaining(), octets.remaining());
            out.put(octets.slice().limit(count));
            octets.position(octets.position() + count);
        }
    }

    /** The next answer. */
    Packet receive() throws FilterFault {
        flush();
        long began = System.nanoTime();
        int length = Packet.length(read(Packet.LENGTH_OCTETS, began));
        return Packet.of(read(length, began));
    }

    /** All that was said goes out. */
    void flush() throws FilterFault {
        out.flip();
        long began = System.nanoTime();
        while (out.hasRemaining()) {
            try {
                if (channel.write(out) > 0) {
                    began = System.nanoTime();
                } else {
                    await(SelectionKey.OP_WRITE, began);
                }
            } catch (FilterFault fault) {
                throw fault;
            } catch (IOException broken) {
                throw new FilterFault("it hung up: " + told(broken), broken);
            }
        }
        out.clear();
    }

    /** Ends whatever is waited for, from another thread. */
    void abandon() {
        abandoned = true;
        selector.wakeup();
    }

    @Override
    public void close() {
        whenClosed.accept(this);
        try (channel;
                selector) {
            key.cancel();
        } catch (IOException e) {
            System.getLogger(FilterLine.class.getName()).log(System.Logger.Level.DEBUG, "a filter's line", e);
        }
    }

    private static FilterLine open(SocketAddress place, Patience patience, Consumer<FilterLine> whenClosed)
            throws IOException {
        boolean file = place instanceof UnixDomainSocketAddress;
        SocketChannel channel = file ? SocketChannel.open(StandardProtocolFamily.UNIX) : SocketChannel.open();
        try {
            if (!file) {
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            }
            FilterLine line = new FilterLine(channel, Selector.open(), patience, whenClosed);
            try {
                line.connect(place);
                return line;
            } catch (IOException | RuntimeException failed) {
                line.close();
                throw failed;
            }
        } catch (IOException | RuntimeException failed) {
            channel.close();
            throw failed;
        }
    }

    private void connect(SocketAddress place) throws IOException {
        long began = System.nanoTime();
        boolean connected = channel.connect(place);
        while (!connected) {
            await(SelectionKey.OP_CONNECT, began);
            connected = channel.finishConnect();
        }
    }

    private ByteBuffer read(int count, long began) throws FilterFault {
        ByteBuffer whole = ByteBuffer.allocate(count);
        while (whole.hasRemaining()) {
            if (!in.hasRemaining()) {
                fill(began);
            }
            int some = Math.min(in.remaining(), whole.remaining());
            whole.put(in.slice().limit(some));
            in.position(in.position() + some);
        }
        return whole.flip();
    }

    private void fill(long began) throws FilterFault {
        in.clear();
        int count = 0;
        try {
            while (count == 0) {
                count = channel.read(in);
                if (count == 0) {
                    await(SelectionKey.OP_READ, began);
                }
            }
        } catch (FilterFault fault) {
            throw fault;
        } catch (IOException broken) {
            throw new FilterFault("it hung up: " + told(broken), broken);
        } finally {
            in.flip();
        }
        if (count < 0) {
            throw new FilterFault("it hung up");
        }
    }

    private void await(int operation, long began) throws IOException {
        key.interestOps(operation);
        long left = patience.left(began);
        if (left == 0) {
            throw new FilterFault("it takes too long");
        }
        if (abandoned || Thread.currentThread().isInterrupted()) {
            throw new FilterFault("the server stops");
        }
        selector.select(left);
        selector.selectedKeys().clear();
    }

    private static List<SocketAddress> places(FilterAddress address) throws FilterFault {
        if (address instanceof FilterAddress.File file) {
            return List.of(UnixDomainSocketAddress.of(file.path()));
        }
        FilterAddress.Port port = (FilterAddress.Port) address;
        try {
            return Stream.of(InetAddress.getAllByName(port.host()))
                    .<SocketAddress>map(found -> new InetSocketAddress(found, port.port()))
                    .toList();
        } catch (IOException unknown) {
            throw new FilterFault("its host is not known: " + port.host(), unknown);
        }
    }

    private static String told(IOException trouble) {
        return trouble.getMessage() == null ? trouble.getClass().getSimpleName() : trouble.getMessage();
    }
}
