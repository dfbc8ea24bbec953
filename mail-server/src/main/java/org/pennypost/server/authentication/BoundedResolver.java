package org.pennypost.server.authentication;

import java.io.IOException;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.pennypost.server.dns.Association;
import org.pennypost.server.dns.Resolver;

/**
 * The DNS for one message: no more look-ups and no more time than that is worth, whoever answers; the same question is
 * asked once. Confined to one thread.
 */
final class BoundedResolver implements Resolver {
    /** SPF alone may need 10 terms of 10 hosts (RFC 7208 §4.6.4). */
    static final int MOST = 150;

    private final Resolver resolver;
    private final ExecutorService threads;
    private final long deadline;
    private final Map<String, Answer<?>> known = new HashMap<>();
    private int asked;

    BoundedResolver(Resolver resolver, ExecutorService threads, long nanos) {
        this.resolver = resolver;
        this.threads = threads;
        this.deadline = System.nanoTime() + nanos;
    }

    @Override
    public Answer<Exchanger> exchangers(String domain) throws IOException {
        return ask("MX " + domain, () -> resolver.exchangers(domain));
    }

    @Override
    public Answer<InetAddress> addresses(String host) throws IOException {
        return ask("A " + host, () -> resolver.addresses(host));
    }

    @Override
    public Answer<InetAddress> addresses(String host, Family family) throws IOException {
        return ask(family + " " + host, () -> resolver.addresses(host, family));
    }

    @Override
    public Answer<String> texts(String name) throws IOException {
        return ask("TXT " + name, () -> resolver.texts(name));
    }

    @Override
    public Answer<Association> associations(String name) throws IOException {
        return ask("TLSA " + name, () -> resolver.associations(name));
    }

    @Override
    public Answer<String> names(InetAddress address) throws IOException {
        return ask("PTR " + address.getHostAddress(), () -> resolver.names(address));
    }

    @SuppressWarnings("unchecked") // the question says what the answer is made of
    private <T> Answer<T> ask(String question, Callable<Answer<T>> call) throws IOException {
        Answer<?> before = known.get(question);
        if (before != null) {
            return (Answer<T>) before;
        }
        long left = deadline - System.nanoTime();
        if (left <= 0 || ++asked > MOST) {
            throw new IOException("a message is not worth more look-ups");
        }
        Answer<T> answer = awaited(call, left);
        known.put(question, answer);
        return answer;
    }

    private <T> Answer<T> awaited(Callable<Answer<T>> call, long nanos) throws IOException {
        Future<Answer<T>> future;
        try {
            future = threads.submit(call);
        } catch (RejectedExecutionException busy) {
            throw new IOException("too many look-ups at the same time", busy);
        }
        try {
            return future.get(nanos, TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            future.cancel(true);
            throw new IOException("no answer in time", late);
        } catch (InterruptedException stopped) {
            future.cancel(true);
            Thread.currentThread().interrupt();
            throw new IOException("the server stops", stopped);
        } catch (ExecutionException trouble) {
            if (trouble.getCause() instanceof IllegalArgumentException) {
                return Answer.noSuchName(); // not a name that could be in the DNS
            }
            throw new IOException("no answer", trouble);
        }
    }
}
