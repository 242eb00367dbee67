// SPDX-License-Identifier: Apache-2.0
package io.lanewise.peers;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/**
 * Runs models, one after the other, under an emulator that counts: {@code benchmarks/emulated/block_profile.c}. The
 * inferences of each model are a section of the profile: 1 for the first model, and so on.
 */
public final class CountPeer {
    private static final long SEEK_MARK = 0x4c616e6500000000L;
    private static final int WARM_UP = 3;

    private CountPeer() {
    }

    /** {@code arguments}: runtime, inferences, folder for the outputs, models. Ends the JVM at once. */
    public static void main(String[] arguments) throws Exception {
        int count = Integer.parseInt(arguments[1]);
        Path outputs = Files.createDirectories(Path.of(arguments[2]));
        try (RandomAccessFile marks = new RandomAccessFile("/dev/null", "r")) {
            for (int i = 3; i < arguments.length; i++) {
                Path model = Path.of(arguments[i]);
                Peer peer = Peer.load(arguments[0], model);
                byte[] input = new byte[peer.inputBytes()];
                new Random(1).nextBytes(input);
                infer(peer, input, WARM_UP);
                mark(marks, 0);
                byte[] output = infer(peer, input, count);
                mark(marks, i - 2);
                String name = model.getFileName().toString();
                Files.write(outputs.resolve(name.substring(0, name.lastIndexOf('.'))), output);
            }
        }
        Runtime.getRuntime().halt(0);
    }

    private static byte[] infer(Peer peer, byte[] input, int count) throws Exception {
        byte[] output = {};
        for (int i = 0; i < count; i++) {
            output = peer.infer(input);
        }
        return output;
    }

    // 0 begins a section, any other number ends one.
    private static void mark(RandomAccessFile marks, int number) throws IOException {
        marks.seek(SEEK_MARK + number);
    }
}
