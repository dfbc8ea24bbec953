package org.pennypost.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where filters listen, as a file says it. */
class FilterAddressTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:11332, 127.0.0.1:11332",
        "inet:127.0.0.1:11332, 127.0.0.1:11332",
        "[::1]:11332, [::1]:11332",
        "inet:localhost:11332, localhost:11332",
        "rspamd:11332, rspamd:11332",
        "unix:/run/milter.sock, unix:/run/milter.sock",
        "local:/run/milter.sock, unix:/run/milter.sock",
        "unix:milter.sock, unix:/etc/pennypost/milter.sock",
    })
    void addresses(String text, String address) throws Exception {
        assertEquals(List.of(address), milters(text));
    }

    @Test
    void several() throws Exception {
        assertEquals(List.of("127.0.0.1:1", "unix:/x"), milters("127.0.0.1:1, unix:/x"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "11332",
                "127.0.0.1",
                "127.0.0.1:",
                "127.0.0.1:0",
                "127.0.0.1:65536",
                "127.0.0:1",
                "::1:11332",
                "[::1]",
                "[127.0.0.1]:1",
                "[localhost]:1",
                "unix:",
                "a_b:1",
                "host:name:1",
                "127.0.0.1:1,",
                "inet:1@localhost"
            })
    void others(String text) {
        assertThrows(ConfigurationException.class, () -> milters(text));
    }

    private static List<String> milters(String text) throws ConfigurationException {
        return Configuration.of(List.of("[filters]", "milters = " + text), Path.of("/etc/pennypost"))
                .filters()
                .milters()
                .stream()
                .map(Object::toString)
                .toList();
    }
}
