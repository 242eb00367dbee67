// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The elements of another iterator, each made on a thread of its own while the one before it is used. */
final class Prefetch<T> implements Iterator<T>, AutoCloseable {
    private final Iterator<T> source;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread daemon = new Thread(task, "lanewise batches");
        daemon.setDaemon(true);
        return daemon;
    });
    /** Of the next element; null after the last. */
    private Future<T> next;

    Prefetch(Iterator<T> source) {
        this.source = source;
        begin();
    }

    private void begin() {
        next = thread.submit(() -> source.hasNext() ? source.next() : null);
    }

    private T await() {
        try {
            return next.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while a batch was made");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException problem) {
                throw problem;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public boolean hasNext() {
        return await() != null;
    }

    @Override
    public T next() {
        T element = await();
        if (element == null) {
            throw new NoSuchElementException();
        }
        begin();
        return element;
    }

    /** Waits for the element that is being made, so that what it is made of can be closed. */
    @Override
    public void close() {
        try {
            await();
        } catch (RuntimeException unused) {
            // Nobody asks for this element any more.
        }
        thread.shutdown();
    }
}
