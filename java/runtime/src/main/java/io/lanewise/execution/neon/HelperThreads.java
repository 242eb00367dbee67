// SPDX-License-Identifier: Apache-2.0
package io.lanewise.execution.neon;

import io.lanewise.internal.Lanewise;
import io.lanewise.internal.NativePool;
import java.lang.ref.Cleaner;
import java.util.ArrayList;
import java.util.List;

/**
 * Threads lent to a pool of the native library, which starts none of its own. Each lives inside one native call, asleep
 * between runs. They end when they are closed, or when the session that was never closed is garbage.
 */
final class HelperThreads implements AutoCloseable {
    /** Only made where it is needed. */
    private static final class Garbage {
        static final Cleaner CLEANER = Cleaner.create();
    }

    /** What outlives the session: refers to the threads, and they to nothing but the pool. */
    private record Lent(NativePool pool, List<Thread> threads) implements Runnable {

        void start(int number) {
            Thread thread = new Thread(null, () -> Lanewise.lanewise_pool_serve(pool), "lanewise-" + number, 0, false);
            thread.setDaemon(true);
            thread.setContextClassLoader(null);
            thread.start();
            threads.add(thread);
        }

        /** Ends the threads. */
        @Override
        public void run() {
            Lanewise.lanewise_pool_close(pool);
            threads.forEach(Lent::join);
            Lanewise.lanewise_pool_destroy(pool);
        }

        /** Waits whatever happens: the pool's memory may not go before. An idle thread leaves its call at once. */
        private static void join(Thread thread) {
            boolean interrupted = false;
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private final long pool;
    private final Cleaner.Cleanable end;

    /**
     * @param threads those that share the work: the caller of a run and the helpers
     * @throws OutOfMemoryError if the system does not give as many
     */
    HelperThreads(int threads) {
        if (threads == 1) {
            pool = 0;
            end = () -> {};
            return;
        }
        Lent lent = new Lent(new NativePool(), new ArrayList<>());
        int status = Lanewise.lanewise_pool_create(threads, lent.pool);
        if (status == Lanewise.LANEWISE_OUT_OF_MEMORY) {
            throw new OutOfMemoryError("a pool of " + threads + " threads");
        } else if (status != Lanewise.LANEWISE_OK) {
            throw new IllegalArgumentException("the native library refused a pool of " + threads + " threads");
        }
        pool = lent.pool.address();
        end = Garbage.CLEANER.register(this, lent);
        try {
            for (int helper = 1; helper < threads; helper++) {
                lent.start(helper);
            }
        } catch (OutOfMemoryError e) {
            end.clean();
            throw e;
        }
    }

    /** Address of the native pool; 0 for the caller alone. */
    long pool() {
        return pool;
    }

    /** Ends the threads. No run may be in progress; closing again does nothing. */
    @Override
    public void close() {
        end.clean();
    }
}
