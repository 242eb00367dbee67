// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance;

import io.lanewise.Backend;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** How much is tested; the properties lower it for slow machines and raise it for long runs. */
final class Counts {
    /** {@code lanewise.cases}: random models of each operator. */
    static final int CASES = property("lanewise.cases", 300);
    /** {@code lanewise.records}: at most so many records of each stored model. */
    static final int RECORDS = property("lanewise.records", Integer.MAX_VALUE);
    /** {@code lanewise.table.records}: at most so many records for each entry of the table of schemes. */
    static final int TABLE_RECORDS = property("lanewise.table.records", 200);
    /** {@code lanewise.mutations}: damaged files of each model. */
    static final int MUTATIONS = property("lanewise.mutations", 2000);

    /** {@code lanewise.zoo.bytes}: public models of at most so many bytes. */
    static final int ZOO_BYTES = property("lanewise.zoo.bytes", 100_000);

    /** {@code lanewise.every}: of stored and public models, and of the photos they are shown, each that many-th. */
    private static final int EVERY = property("lanewise.every", 1);

    private Counts() {}

    /** Those of a list that are taken, the first among them. */
    static <T> List<T> some(List<T> all) {
        return IntStream.range(0, all.size())
                .filter(i -> i % EVERY == 0)
                .mapToObj(all::get)
                .toList();
    }

    /** {@code lanewise.backends}: which backends the tests that take one at a time are run for. */
    static Stream<Backend> backends() {
        String names = System.getProperty("lanewise.backends", "");
        return Stream.of((names.isEmpty() ? "NATIVE,JAVA" : names).split(",")).map(Backend::valueOf);
    }

    private static int property(String name, int otherwise) {
        String value = System.getProperty(name, "");
        return value.isEmpty() ? otherwise : Integer.parseInt(value);
    }
}
