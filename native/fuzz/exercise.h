// SPDX-License-Identifier: Apache-2.0
// One input of the fuzzer: a function of lanewise.h, created, run and destroyed.
#ifndef LANEWISE_FUZZ_EXERCISE_H_
#define LANEWISE_FUZZ_EXERCISE_H_

#include <cstddef>
#include <cstdint>

#include "samples/functions.h"

namespace lanewise::fuzz {

/** How often each thing happened, for a test that wants all of them to. */
struct Tally {
  size_t refused = 0, created = 0, run = 0, out_of_memory = 0, compared = 0;
};

/** What an input that tries the function of a name begins with: two bytes, the higher one first. It comes from the name
 *  alone, so that inputs which are kept stay what they are whatever functions there will be. */
uint16_t key_of(const char* function);

/** The function that inputs with this key try: the first from there on, so that each key has one. */
const samples::Function& function_at(uint16_t key);

/** Says what is wrong and aborts where something is. */
void exercise(const uint8_t* bytes, size_t count, Tally& tally);

}  // namespace lanewise::fuzz

#endif  // LANEWISE_FUZZ_EXERCISE_H_
