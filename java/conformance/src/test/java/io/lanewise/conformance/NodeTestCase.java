// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * One of ONNX's backend node tests: a model, mostly of one node, with inputs and the outputs that ONNX's own
 * implementation in Python gave.
 */
record NodeTestCase(String name, ModelProto model, List<TensorProto> inputs, List<TensorProto> outputs) {

    /**
     * All tests of an archive of {@code NAME/model.onnx} and {@code NAME/test_data_set_0/{input,output}_N.pb}, by name.
     */
    static List<NodeTestCase> read(Path archive) {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            TreeMap<String, String> models = new TreeMap<>();
            zip.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.endsWith("/model.onnx"))
                    .forEach(name -> models.put(folder(name), name.substring(0, name.lastIndexOf('/'))));
            List<NodeTestCase> cases = new ArrayList<>();
            for (String name : models.keySet()) {
                String folder = models.get(name);
                ModelProto model = ModelProto.parseFrom(zip.getInputStream(zip.getEntry(folder + "/model.onnx")));
                if (hasTensorsOnly(model)) {
                    cases.add(new NodeTestCase(
                            name, model, tensors(zip, folder, "input"), tensors(zip, folder, "output")));
                }
            }
            return cases;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String folder(String entry) {
        String folder = entry.substring(0, entry.lastIndexOf('/'));
        return folder.substring(folder.lastIndexOf('/') + 1).replaceFirst("^test_", "");
    }

    /** Sequences and optional values have other files. */
    private static boolean hasTensorsOnly(ModelProto model) {
        return model.getGraph().getInputList().stream()
                        .allMatch(input -> input.getType().hasTensorType())
                && model.getGraph().getOutputList().stream()
                        .allMatch(output -> output.getType().hasTensorType());
    }

    private static List<TensorProto> tensors(ZipFile zip, String folder, String kind) throws IOException {
        List<TensorProto> tensors = new ArrayList<>();
        for (int i = 0; ; i++) {
            ZipEntry entry = zip.getEntry(folder + "/test_data_set_0/" + kind + '_' + i + ".pb");
            if (entry == null) {
                return tensors;
            }
            tensors.add(TensorProto.parseFrom(zip.getInputStream(entry)));
        }
    }

    /** The kinds of its nodes. */
    Set<String> kinds() {
        return model.getGraph().getNodeList().stream()
                .map(NodeProto::getOpType)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public String toString() {
        return name;
    }
}
