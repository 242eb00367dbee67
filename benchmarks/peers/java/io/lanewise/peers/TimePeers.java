// SPDX-License-Identifier: Apache-2.0
package io.lanewise.peers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Wall-clock time of several runtimes on this machine, in turns, so that all of them see the same disturbances. */
public final class TimePeers {
    private static final int ROUNDS = 15;
    private static final long ROUND_NANOSECONDS = 60_000_000;

    private TimePeers() {
    }

    /**
     * {@code arguments}: runtime=model... Prints "runtime nanoseconds different-outputs largest-difference" of each,
     * compared with the first.
     */
    public static void main(String[] arguments) throws Exception {
        List<String> names = new ArrayList<>();
        List<Peer> peers = new ArrayList<>();
        for (String argument : arguments) {
            String[] parts = argument.split("=", 2);
            names.add(parts[0]);
            peers.add(Peer.load(parts[0], Path.of(parts[1])));
        }
        byte[] input = new byte[peers.get(0).inputBytes()];
        new Random(1).nextBytes(input);
        long[][] times = new long[peers.size()][ROUNDS];
        for (int round = -3; round < ROUNDS; round++) { // the first three warm up
            for (int i = 0; i < peers.size(); i++) {
                long time = nanoseconds(peers.get(i), input);
                if (round >= 0) {
                    times[i][round] = time;
                }
            }
        }
        byte[] expected = peers.get(0).infer(input).clone();
        for (int i = 0; i < peers.size(); i++) {
            Arrays.sort(times[i]);
            String differences = differences(expected, peers.get(i).infer(input));
            System.out.println(names.get(i) + " " + times[i][ROUNDS / 2] + " " + differences);
        }
        Runtime.getRuntime().halt(0);
    }

    private static long nanoseconds(Peer peer, byte[] input) throws Exception {
        long start = System.nanoTime();
        long now = start;
        int count = 0;
        for (; now - start < ROUND_NANOSECONDS; now = System.nanoTime()) {
            peer.infer(input);
            count++;
        }
        return (now - start) / count;
    }

    /** How many int8 outputs are not as expected, and the largest difference. */
    private static String differences(byte[] expected, byte[] actual) {
        if (expected.length != actual.length) {
            throw new IllegalStateException("outputs of " + expected.length + " and " + actual.length + " bytes");
        }
        int different = 0;
        int largest = 0;
        for (int i = 0; i < expected.length; i++) {
            different += expected[i] == actual[i] ? 0 : 1;
            largest = Math.max(largest, Math.abs(expected[i] - actual[i]));
        }
        return different + " " + largest;
    }
}
