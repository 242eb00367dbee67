// SPDX-License-Identifier: Apache-2.0
package io.lanewise.benchmarks.meter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileTest {
    private static final Block TWO = new Block("0a".repeat(8), 2);
    private static final Block THREE = new Block("0b".repeat(12), 3);

    @TempDir
    Path folder;

    private Profile read(String... lines) throws IOException {
        return Profile.read(Files.write(folder.resolve("profile"), List.of(lines)));
    }

    @Test
    void keepsSectionsApart() throws IOException {
        Profile profile = read(
                "block 7 4000 2 " + TWO.code(),
                "section 1",
                "7 10",
                "block 8 5000 3 " + THREE.code(),
                "section 2",
                "7 1",
                "8 100",
                "section 0");
        assertEquals(Map.of(TWO, 10L), profile.section(1).counts());
        assertEquals(Map.of(TWO, 1L, THREE, 100L), profile.section(2).counts());
        assertEquals(302, profile.section(2).instructions());
        assertEquals(0, profile.section(0).instructions());
        assertThrows(MeterException.class, () -> profile.section(3));
    }

    @Test
    void addsTheSameCodeAtSeveralPlaces() throws IOException {
        Profile profile =
                read("block 7 4000 2 " + TWO.code(), "block 8 5000 2 " + TWO.code(), "section 1", "7 10", "8 5");
        assertEquals(Map.of(TWO, 15L), profile.section(1).counts());
    }

    @Test
    void joinsWhatAPageSplits() throws IOException {
        // A loop over the end of a page, 10 turns, and code that is also entered 4 times from elsewhere.
        Profile profile =
                read("block 7 4ff8 2 " + TWO.code(), "block 8 5000 3 " + THREE.code(), "section 1", "7 10", "8 14");
        assertEquals(
                Map.of(new Block(TWO.code() + THREE.code(), 5), 10L, THREE, 4L),
                profile.section(1).counts());
    }

    @Test
    void joinsAroundAnInstructionInBothPages() throws IOException {
        // Thumb: blocks of 2 bytes, of the 4 bytes from 4ffe on, and of 8 bytes from 5002 on.
        Profile profile = read(
                "block 1 4ffc 1 c0de",
                "block 2 4ffe 1 abababab",
                "block 3 5002 2 " + TWO.code(),
                "section 1",
                "1 6",
                "2 6",
                "3 6");
        assertEquals(
                Map.of(new Block("c0de" + "abababab" + TWO.code(), 4), 6L),
                profile.section(1).counts());
    }

    @Test
    void leavesNeighboursWithinAPageApart() throws IOException {
        Profile profile =
                read("block 7 4ff0 2 " + TWO.code(), "block 8 4ff8 3 " + THREE.code(), "section 1", "7 10", "8 10");
        assertEquals(Map.of(TWO, 10L, THREE, 10L), profile.section(1).counts());
    }

    @Test
    void namesALineThatIsNone() {
        String message = assertThrows(MeterException.class, () -> read("section 1", "9 10"))
                .getMessage();
        assertTrue(message.endsWith("profile:2: not a line of a profile: 9 10"), message);
    }

    @Test
    void subtractsAnotherRun() {
        Executions many = new Executions(Map.of(TWO, 100L, THREE, 5L));
        Executions few = new Executions(Map.of(TWO, 10L, THREE, 5L));
        assertEquals(Map.of(TWO, 90L), many.minus(few).counts());
        assertEquals(
                Map.of(TWO, -10L, THREE, 5L),
                new Executions(Map.of(THREE, 10L)).minus(few).counts());
    }

    @Test
    void takesTheHottestBlocksFirst() {
        Executions executions = new Executions(Map.of(TWO, 10L, THREE, 60L)); // 20 and 180 instructions
        assertEquals(List.of(THREE), executions.hottest(0.9));
        assertEquals(List.of(THREE, TWO), executions.hottest(0.91));
    }
}
