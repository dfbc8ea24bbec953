package org.pennypost.server.sts;

import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.pennypost.core.text.SyntaxException;
import org.pennypost.server.Uptime;
import org.pennypost.server.dns.Resolver;
import org.pennypost.server.tlsreport.TlsFault;

/** Which policy counts for a domain now: RFC 8461 §3.3 and §5.1. Thread-safe; blocks. */
public final class StsPolicies {
    private static final System.Logger LOG = System.getLogger(StsPolicies.class.getName());
    /** RFC 8461 §3.3: not more often, where it has failed. */
    private static final Duration AGAIN = Duration.ofMinutes(5);
    /** RFC 8461 §3.3: a policy that we use is fetched again, so that it does not end under an attack. */
    private static final Duration REFRESH = Duration.ofDays(1);

    private static final Pattern DOMAIN = Pattern.compile("[a-z0-9-]{1,63}(\\.[a-z0-9-]{1,63})*");
    private static final int MOST = 10_000;

    private final Resolver resolver;
    private final PolicySource source;
    private final StsCache cache;
    private final InstantSource time;
    private final Uptime uptime;
    private final Map<String, Failure> failures = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failure> eldest) {
            return size() > MOST;
        }
    };

    private StsPolicies(Resolver resolver, PolicySource source, StsCache cache, InstantSource time, Uptime uptime) {
        this.resolver = resolver;
        this.source = source;
        this.cache = cache;
        this.time = time;
        this.uptime = uptime;
    }

    /** @param directory where policies are kept, made if it is not there */
    public static StsPolicies in(
            Path directory, Resolver resolver, PolicySource source, InstantSource time, Uptime uptime)
            throws IOException {
        return new StsPolicies(resolver, source, new StsCache(directory), time, uptime);
    }

    /**
     * What counts.
     *
     * @param policy in the mode testing or enforce; empty if there is none
     * @param problem why there is none although the domain says that there is; empty if all is well
     */
    public record Found(Optional<StsPolicy> policy, Optional<TlsFault> problem) {
        private static final Found NOTHING = new Found(Optional.empty(), Optional.empty());
    }

    /** What a look at the domain's server has brought: the one or the other, or nothing without a look. */
    private record Fetched(Optional<StsPolicy> policy, Optional<TlsFault> problem) {
        private static final Fetched NOTHING = new Fetched(Optional.empty(), Optional.empty());

        static Fetched not(TlsFault problem) {
            return new Fetched(Optional.empty(), Optional.of(problem));
        }
    }

    private record Failure(String id, Duration when, TlsFault problem) {}

    /** The policy of a domain, in lower case and A-labels. */
    public Found of(String domain) {
        if (!DOMAIN.matcher(domain).matches()) {
            return Found.NOTHING;
        }
        Instant now = time.instant();
        Optional<StsCache.Kept> kept = cache.find(domain).filter(policy -> policy.counts(now));
        Optional<String> id = id(domain);
        boolean fresh = kept.isPresent()
                && (id.isEmpty() || id.get().equals(kept.get().id()))
                && now.isBefore(kept.get().fetched().plus(REFRESH));
        Fetched fetched = id.isPresent() && !fresh ? refresh(domain, id.get(), now) : Fetched.NOTHING;
        Optional<StsPolicy> policy = fetched.policy()
                .or(() -> kept.map(StsCache.Kept::policy))
                .filter(any -> any.mode() != StsPolicy.Mode.NONE);
        return new Found(policy, policy.isPresent() ? Optional.empty() : fetched.problem());
    }

    private Optional<String> id(String domain) {
        try {
            return StsRecord.id(resolver.texts("_mta-sts." + domain).records());
        } catch (IOException unknown) {
            return Optional.empty(); // RFC 8461 §3.3: what is kept counts
        }
    }

    private Fetched refresh(String domain, String id, Instant now) {
        Optional<Failure> before = failure(domain);
        if (before.isPresent()
                && before.get().id().equals(id)
                && uptime.now().minus(before.get().when()).compareTo(AGAIN) < 0) {
            return Fetched.not(before.get().problem());
        }
        try {
            StsPolicy policy = StsPolicy.parse(source.fetch(domain));
            cache.put(domain, new StsCache.Kept(id, now, policy));
            return new Fetched(Optional.of(policy), Optional.empty()); // it counts, whether it could be kept or not
        } catch (SyntaxException wrong) {
            return Fetched.not(failed(domain, id, new TlsFault(TlsFault.Kind.STS_POLICY_INVALID, wrong.getMessage())));
        } catch (IOException unreached) {
            return Fetched.not(
                    failed(domain, id, new TlsFault(kind(unreached), String.valueOf(unreached.getMessage()))));
        }
    }

    // RFC 8460 §4.3.2.2
    private static TlsFault.Kind kind(Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException) {
                return TlsFault.Kind.STS_WEBPKI_INVALID;
            }
        }
        return TlsFault.Kind.STS_POLICY_FETCH_ERROR;
    }

    private Optional<Failure> failure(String domain) {
        synchronized (failures) {
            return Optional.ofNullable(failures.get(domain));
        }
    }

    private TlsFault failed(String domain, String id, TlsFault problem) {
        LOG.log(System.Logger.Level.INFO, "no new policy (RFC 8461) from " + domain + ": " + problem.text());
        synchronized (failures) {
            failures.remove(domain);
            failures.put(domain, new Failure(id, uptime.now(), problem));
        }
        return problem;
    }
}
