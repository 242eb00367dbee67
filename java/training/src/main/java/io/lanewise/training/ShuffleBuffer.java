// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;

/**
 * Elements of a stream in random order, of which no more than so many are held: each that is taken makes room for the
 * next of the stream. Where all fit, every order is equally probable.
 */
final class ShuffleBuffer<T> implements Iterator<T> {
    private final Iterator<T> source;
    private final int capacity;
    private final Random random;
    private final List<T> held = new ArrayList<>();

    ShuffleBuffer(Iterator<T> source, int capacity, Random random) {
        this.source = source;
        this.capacity = capacity;
        this.random = random;
    }

    @Override
    public boolean hasNext() {
        while (held.size() < capacity && source.hasNext()) {
            held.add(source.next());
        }
        return !held.isEmpty();
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        int taken = random.nextInt(held.size());
        T last = held.remove(held.size() - 1);
        return taken == held.size() ? last : held.set(taken, last);
    }
}
