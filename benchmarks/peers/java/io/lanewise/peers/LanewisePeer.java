// SPDX-License-Identifier: Apache-2.0
package io.lanewise.peers;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.Session;
import io.lanewise.SessionOptions;
import java.io.IOException;
import java.nio.file.Path;

/** Lanewise's native backend. */
final class LanewisePeer implements Peer {
    private final Session session;
    private final int inputBytes;

    LanewisePeer(Path file) throws IOException {
        Model model = Model.load(file);
        session = model.newSession(SessionOptions.defaults().withBackend(Backend.NATIVE));
        inputBytes = Math.toIntExact(model.inputs().get(0).bytes());
    }

    @Override
    public byte[] infer(byte[] input) {
        session.input(0).put(input);
        session.run();
        return session.output(0).bytes();
    }

    @Override
    public int inputBytes() {
        return inputBytes;
    }
}
