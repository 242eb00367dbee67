// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.data;

import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/**
 * PNG and JPEG files of a folder, as uint8 [height, width, channels] with RGB channels. With sub-folders each is a
 * class, numbered by name in ascending order, and its images come in order of their names; without, the folder's own
 * images come in order of their names and have no labels. Other files and hidden ones are passed over. Or one such file
 * by itself.
 */
public final class ImageFolder {

    private record Entry(Path file, int label) {}

    private ImageFolder() {}

    /**
     * Lists a folder; images are decoded when they are read.
     *
     * @param folder images, or one sub-folder of images for each class
     * @param shape shape of the samples, [height, width, 1] or [height, width, 3]
     * @param fit what to do with images of another size
     * @param classNames classes in the order of the model's outputs, each a sub-folder's name; empty for ascending
     *         order
     * @return its images as uint8 samples, with labels where there are sub-folders
     * @throws DatasetException if there is no image, images lie beside sub-folders, or a sub-folder is no class
     * @throws IllegalArgumentException if the shape is no image's
     */
    public static Dataset open(Path folder, Shape shape, ImageFit fit, List<String> classNames) throws IOException {
        ImageDecoder decoder = new ImageDecoder(shape, fit);
        List<Path> subFolders = list(folder, Files::isDirectory);
        List<Path> loose = list(folder, ImageFolder::isImage);
        if (!loose.isEmpty() && !subFolders.isEmpty()) {
            throw new DatasetException(
                    folder.toString(),
                    "has both images (" + nameOf(loose.get(0)) + ") and sub-folders (" + nameOf(subFolders.get(0))
                            + "); classes are sub-folders, with no image beside them");
        }
        List<String> names = classNames.isEmpty()
                ? subFolders.stream().map(ImageFolder::nameOf).toList()
                : classNames;
        List<Entry> entries = new ArrayList<>();
        for (Path image : loose) {
            entries.add(new Entry(image, SampleReader.NO_LABEL));
        }
        for (Path subFolder : subFolders) {
            int label = names.indexOf(nameOf(subFolder));
            if (label < 0) {
                throw new DatasetException(subFolder.toString(), "is not the name of a class; classes are " + names);
            }
            for (Path image : list(subFolder, ImageFolder::isImage)) {
                entries.add(new Entry(image, label));
            }
        }
        if (entries.isEmpty()) {
            throw new DatasetException(folder.toString(), "has no .png, .jpg or .jpeg file, and no sub-folder has one");
        }
        return new Dataset(
                folder.toString(),
                DataType.UINT8,
                shape,
                entries.size(),
                loose.isEmpty(),
                names,
                () -> new Reader(entries, decoder, shape.elements()));
    }

    /**
     * {@return whether a file's name says that it is an image}
     *
     * @param file a name; the file need not exist
     */
    public static boolean isImage(Path file) {
        String name = nameOf(file).toLowerCase(Locale.ROOT);
        return name.endsWith(".png") || name.endsWith(".jpg") || name.endsWith(".jpeg");
    }

    /**
     * {@return one image by itself, as a uint8 sample without a label; decoded when it is read}
     *
     * @param image a PNG or JPEG file
     * @param shape as of {@link #open}
     * @param fit what to do if it has another size
     * @throws DatasetException if there is no such file
     * @throws IllegalArgumentException if the shape is no image's
     */
    public static Dataset openImage(Path image, Shape shape, ImageFit fit) throws DatasetException {
        if (!Files.exists(image)) {
            throw new DatasetException(image.toString(), "no such file");
        }
        ImageDecoder decoder = new ImageDecoder(shape, fit);
        List<Entry> entries = List.of(new Entry(image, SampleReader.NO_LABEL));
        return new Dataset(
                image.toString(),
                DataType.UINT8,
                shape,
                1,
                false,
                List.of(),
                () -> new Reader(entries, decoder, shape.elements()));
    }

    private static List<Path> list(Path folder, DirectoryStream.Filter<Path> filter) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> children = Files.newDirectoryStream(folder, filter)) {
            for (Path child : children) {
                if (!nameOf(child).startsWith(".")) {
                    found.add(child);
                }
            }
        }
        found.sort(Comparator.comparing(ImageFolder::nameOf));
        return found;
    }

    private static String nameOf(Path path) {
        return path.getFileName().toString();
    }

    private static final class Reader implements SampleReader {
        private final Iterator<Entry> entries;
        private final ImageDecoder decoder;
        private final byte[] pixels;
        private int label = NO_LABEL;

        Reader(List<Entry> entries, ImageDecoder decoder, int elements) {
            this.entries = entries.iterator();
            this.decoder = decoder;
            this.pixels = new byte[elements];
        }

        @Override
        public boolean next() throws IOException {
            if (!entries.hasNext()) {
                return false;
            }
            Entry entry = entries.next();
            decoder.decode(entry.file(), pixels);
            label = entry.label();
            return true;
        }

        @Override
        public ByteBuffer data() {
            return ByteBuffer.wrap(pixels);
        }

        @Override
        public int label() {
            return label;
        }

        @Override
        public void close() {
            // Each image is opened and closed by itself.
        }
    }
}
