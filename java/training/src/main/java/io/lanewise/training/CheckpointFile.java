// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training;

import io.lanewise.graph.Graph;
import io.lanewise.quantizer.output.OutputFile;
import io.lanewise.quantizer.tflite.TfliteWriter;
import io.lanewise.tflite.TfliteReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * A whole run in one file, a ZIP archive: for each stage that has begun the graph it began with, for each that is done
 * the graph it gave, and for the present one where it is. A new one takes the place of the old one at once or not at
 * all.
 */
public final class CheckpointFile {
    private static final int VERSION = 2;
    private static final String ABOUT = "about";

    private final Path file;
    private final String fingerprint;
    private final Duration interval;
    private final Map<String, byte[]> entries = new LinkedHashMap<>();
    private long written = System.nanoTime();

    /**
     * Reads what an earlier process has left.
     *
     * @param file need not exist
     * @param fingerprint of the model, the recipe and the data: a run of another one is not gone on with
     * @param interval how long at least from one checkpoint to the next within a pass
     * @throws IOException if it cannot be read, is damaged, or is of another run
     */
    public CheckpointFile(Path file, String fingerprint, Duration interval) throws IOException {
        this.file = file;
        this.fingerprint = fingerprint;
        this.interval = interval;
        if (Files.exists(file)) {
            try (ZipFile zip = new ZipFile(file.toFile())) {
                for (ZipEntry entry : zip.stream().map(ZipEntry.class::cast).toList()) {
                    try (InputStream in = zip.getInputStream(entry)) {
                        entries.put(entry.getName(), in.readAllBytes());
                    }
                }
            } catch (IOException e) {
                throw new IOException(file + " is no checkpoint, or damaged: " + e.getMessage(), e);
            }
            byte[] about = entries.get(ABOUT);
            if (about == null || !new String(about, StandardCharsets.UTF_8).equals(about())) {
                throw new IOException(file + " is the checkpoint of another run: of another model, recipe or data."
                        + " Name another file, or delete it to begin anew");
            }
        }
        entries.put(ABOUT, about().getBytes(StandardCharsets.UTF_8));
    }

    private String about() {
        return "lanewise training, version " + VERSION + "\n" + fingerprint + "\n";
    }

    /** Checkpoints of a stage. */
    Checkpoints of(String stage) {
        return new Checkpoints() {
            @Override
            public Checkpoint read() throws IOException {
                byte[] state = entries.get(stage + "/state");
                return state == null ? null : decode(state, graph(stage + "/best"));
            }

            @Override
            public boolean isDue() {
                return System.nanoTime() - written >= interval.toNanos();
            }

            @Override
            public void write(Checkpoint checkpoint) throws IOException {
                entries.put(stage + "/state", encode(checkpoint));
                put(stage + "/best", checkpoint.best());
                save();
            }
        };
    }

    /** The graph of a name; null if there is none. */
    Graph graph(String name) {
        byte[] bytes = entries.get(name);
        return bytes == null ? null : TfliteReader.read(file + ", " + name, ByteBuffer.wrap(bytes));
    }

    /** Keeps a graph with the next that is written; returns it as it will be read again. */
    Graph put(String name, Graph graph) {
        ByteBuffer encoded = TfliteWriter.encode(graph);
        byte[] bytes = new byte[encoded.remaining()];
        encoded.get(bytes);
        entries.put(name, bytes);
        return graph(name);
    }

    private void save() throws IOException {
        OutputFile.write(file, out -> {
            ZipOutputStream zip = new ZipOutputStream(out);
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                ZipEntry header = new ZipEntry(entry.getKey());
                header.setTime(0);
                zip.putNextEntry(header);
                zip.write(entry.getValue());
                zip.closeEntry();
            }
            zip.finish();
        });
        written = System.nanoTime();
    }

    private static byte[] encode(Checkpoint checkpoint) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeLong(checkpoint.trainer().steps());
        out.writeBoolean(checkpoint.trainer().frozen());
        out.writeDouble(checkpoint.loss());
        out.writeInt(checkpoint.passes().size());
        for (TrainingRun.Pass pass : checkpoint.passes()) {
            out.writeInt(pass.number());
            out.writeDouble(pass.loss());
            out.writeDouble(pass.score());
            out.writeInt(pass.scales().size());
            for (Map.Entry<Integer, Float> scale : pass.scales().entrySet()) {
                out.writeInt(scale.getKey());
                out.writeFloat(scale.getValue());
            }
        }
        out.writeInt(checkpoint.trainer().values().size());
        for (Map.Entry<String, float[]> value : checkpoint.trainer().values().entrySet()) {
            out.writeUTF(value.getKey());
            out.writeInt(value.getValue().length);
            out.write(bytes(value.getValue()));
        }
        return bytes.toByteArray();
    }

    private static Checkpoint decode(byte[] state, Graph best) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(state));
        long steps = in.readLong();
        boolean frozen = in.readBoolean();
        double loss = in.readDouble();
        List<TrainingRun.Pass> passes = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            passes.add(new TrainingRun.Pass(in.readInt(), in.readDouble(), in.readDouble(), scales(in)));
        }
        Map<String, float[]> values = new LinkedHashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            String name = in.readUTF();
            float[] value = new float[in.readInt()];
            ByteBuffer.wrap(in.readNBytes(value.length * Float.BYTES))
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer()
                    .get(value);
            values.put(name, value);
        }
        return new Checkpoint(new Trainer.State(steps, frozen, values), loss, passes, best);
    }

    private static SortedMap<Integer, Float> scales(DataInputStream in) throws IOException {
        SortedMap<Integer, Float> scales = new TreeMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            scales.put(in.readInt(), in.readFloat());
        }
        return scales;
    }

    private static byte[] bytes(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }
}
