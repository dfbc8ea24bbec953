package org.pennypost.server.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenFilesTest {
    @TempDir
    Path directory;

    @Test
    void whoMayOpenTooFewFilesIsTold() throws Exception {
        Path limits = Files.writeString(
                directory.resolve("limits"),
                "Limit                     Soft Limit           Hard Limit           Units     \n"
                        + "Max processes             96365                96365                processes \n"
                        + "Max open files            1024                 4096                 files     \n");
        assertEquals(Optional.empty(), OpenFiles.warning(limits, 800));
        String warning = OpenFiles.warning(limits, 10_000).orElseThrow();
        assertTrue(
                warning.startsWith("this process may open 1024 files, which is too few for 10000 connections;"),
                warning);
    }

    @Test
    void whereTheSystemSaysNothingOrThereIsNoLimitNobodyIsTold() throws Exception {
        assertEquals(Optional.empty(), OpenFiles.warning(directory.resolve("no such system"), 10_000));
        Path limits = Files.writeString(
                directory.resolve("limits"),
                "Max open files            unlimited            unlimited            files\n");
        assertEquals(Optional.empty(), OpenFiles.warning(limits, 10_000));
    }
}
