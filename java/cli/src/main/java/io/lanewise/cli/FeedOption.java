// SPDX-License-Identifier: Apache-2.0
package io.lanewise.cli;

import io.lanewise.Model;
import io.lanewise.quantizer.data.Dataset;
import io.lanewise.quantizer.data.DatasetException;
import io.lanewise.quantizer.data.Preprocessing;
import io.lanewise.quantizer.data.SampleFeed;
import picocli.CommandLine.Option;

/** Whether a model gets samples preprocessed or as they are stored. */
final class FeedOption {
    @Option(names = "--raw-int8", description = "Feed int8 samples to an int8 input as they are stored.")
    private boolean rawInt8;

    SampleFeed feed(Preprocessing preprocessing, Dataset samples, Model model) throws DatasetException {
        return rawInt8 ? SampleFeed.stored(samples, model) : SampleFeed.preprocessed(preprocessing, samples, model);
    }
}
