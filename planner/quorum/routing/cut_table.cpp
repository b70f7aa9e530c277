// Question: which cuts of at most 24 elements are minimal, of every size?
// Model: a bit for each of the 2^n subsets says whether it is a cut. A number is a subset: a bit for each element.
//
// Idea: make the table from the decision diagram, level by level from below: the table of a node is that of its "kept"
// child followed by that of its "lost" child, and each is made once however many ways lead to it. A cut stays one with
// more elements lost, so it is minimal when no subset with one element less is a cut: for each element shift the table
// to where the element is lost on top, and take those away. That is 24 operations for 64 subsets at once.
//
// Example: two sites a, b of one manager each (majority 2), link x between them, all of which may be lost. Every subset
// but the empty one is a cut; {a, b} goes since {a} shifted by b is there; {a}, {b}, {x} stay.
//
// Cost: n · 2^n / 64 words, 6 million for n = 24, whatever the shape. Source: own; the shifting is the step of Yates's
// algorithm (Knuth, The Art of Computer Programming 4A, 7.1.3).
#include "planner/quorum/routing/cut_table.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>
#include <cstddef>

#include "planner/quorum/listing.hpp"
#include "planner/quorum/routing/cut_diagram.hpp"

namespace planner {
namespace {

using Word = std::uint64_t;
using Table = std::vector<Word>;

// Bits of a word whose position has bit i clear.
constexpr std::array<Word, 6> without_bit = {0x5555555555555555, 0x3333333333333333, 0x0f0f0f0f0f0f0f0f,
                                             0x00ff00ff00ff00ff, 0x0000ffff0000ffff, 0x00000000ffffffff};

Table all_subsets(const CutDiagram& diagram) {
  std::vector<Table> below = {{0}, {1}};
  for (std::size_t i = diagram.levels.size(); i-- > 0;) {
    const std::size_t bits_below = diagram.levels.size() - 1 - i;
    std::vector<Table> here;
    for (const auto& [kept, lost] : diagram.levels[i].next) {
      Table table = below[static_cast<std::size_t>(kept)];
      const Table& upper = below[static_cast<std::size_t>(lost)];
      if (bits_below < 6)
        table[0] |= upper[0] << (1U << bits_below);
      else
        table.insert(table.end(), upper.begin(), upper.end());
      here.push_back(std::move(table));
    }
    below = std::move(here);
  }
  return std::move(below[static_cast<std::size_t>(diagram.root)]);
}

Table minimal_only(const Table& cuts, std::size_t elements) {
  Table minimal = cuts;
  for (std::size_t i = 0; i < std::min<std::size_t>(elements, 6); ++i)
    for (std::size_t w = 0; w < cuts.size(); ++w) minimal[w] &= ~((cuts[w] & without_bit[i]) << (1U << i));
  for (std::size_t i = 6; i < elements; ++i) {
    const std::size_t stride = std::size_t{1} << (i - 6);
    for (std::size_t block = stride; block < cuts.size(); block += 2 * stride)
      for (std::size_t w = block; w < block + stride; ++w) minimal[w] &= ~cuts[w - stride];
  }
  return minimal;
}

// by_size[k]: bits of a word whose position has k bits set.
std::array<Word, 7> positions_by_size() {
  std::array<Word, 7> by_size{};
  for (unsigned position = 0; position < 64; ++position)
    by_size[static_cast<std::size_t>(std::popcount(position))] |= Word{1} << position;
  return by_size;
}

std::vector<std::uint64_t> count_by_size(const Table& minimal, std::size_t elements) {
  const std::array<Word, 7> by_size = positions_by_size();
  std::vector<std::uint64_t> counts(std::max<std::size_t>(elements, 6) + 1, 0);
  for (std::size_t w = 0; w < minimal.size(); ++w) {
    if (minimal[w] == 0) continue;
    const auto outside = static_cast<std::size_t>(std::popcount(w));
    for (std::size_t k = 0; k < by_size.size() && outside + k < counts.size(); ++k)
      counts[outside + k] += static_cast<std::uint64_t>(std::popcount(minimal[w] & by_size[k]));
  }
  counts.resize(elements + 1);
  return counts;
}

// Turns subsets by level into subsets by element, the first element as the highest bit: of two sets of one size the one
// that comes first by its elements is the larger number.
class Renumbering {
 public:
  explicit Renumbering(const CutDiagram& diagram) : elements_(diagram.levels.size()) {
    for (std::size_t i = 0; i < elements_; ++i) {
      const auto element = static_cast<std::size_t>(diagram.levels[elements_ - 1 - i].element);
      const std::uint32_t target = std::uint32_t{1} << (elements_ - 1 - element);
      for (std::size_t byte = 0; byte < 256; ++byte)
        if ((byte >> (i % 8) & 1U) != 0) bytes_[i / 8][byte] |= target;
    }
  }

  std::uint32_t operator()(std::size_t subset) const {
    return bytes_[0][subset & 255U] | bytes_[1][subset >> 8 & 255U] | bytes_[2][subset >> 16 & 255U];
  }

  std::vector<int> elements_of(std::uint32_t number) const {
    std::vector<int> elements;
    for (std::size_t e = 0; e < elements_; ++e)
      if ((number >> (elements_ - 1 - e) & 1U) != 0) elements.push_back(static_cast<int>(e));
    return elements;
  }

 private:
  std::size_t elements_;
  std::array<std::array<std::uint32_t, 256>, 3> bytes_{};
};

void list_size(const Table& minimal, std::size_t size, const Renumbering& renumbered, FoundCuts& found) {
  const std::array<Word, 7> by_size = positions_by_size();
  std::vector<std::uint32_t> sets;
  for (std::size_t w = 0; w < minimal.size(); ++w) {
    const auto outside = static_cast<std::size_t>(std::popcount(w));
    if (outside > size || size - outside > 6) continue;
    for (Word rest = minimal[w] & by_size[size - outside]; rest != 0; rest &= rest - 1)
      sets.push_back(renumbered(w * 64 + static_cast<std::size_t>(std::countr_zero(rest))));
  }
  const std::size_t wanted = std::min(sets.size(), listed_sets - found.listed.size());
  const auto end = sets.begin() + static_cast<std::ptrdiff_t>(wanted);
  std::ranges::partial_sort(sets, end, std::greater<>());
  for (auto set = sets.begin(); set != end; ++set) found.listed.push_back(renumbered.elements_of(*set));
}

}  // namespace

std::optional<FoundCuts> cuts_by_table(const CutModel& model, int within, std::int64_t& steps) {
  const std::size_t elements = model.elements.size();
  assert(elements <= all_sizes_elements);
  steps -= static_cast<std::int64_t>((std::size_t{1} << elements) / 64 * elements);
  const std::optional<CutDiagram> diagram = cut_diagram(model, steps);
  if (!diagram) return std::nullopt;
  const Table minimal = minimal_only(all_subsets(*diagram), elements);
  FoundCuts found;
  found.of_size = count_by_size(minimal, elements);
  const std::size_t most = std::min(elements, static_cast<std::size_t>(within));
  found.of_size.resize(most + 1);
  found.sizes_done = static_cast<int>(most);
  const Renumbering renumbered(*diagram);
  for (std::size_t size = 0; size <= most && found.listed.size() < listed_sets; ++size)
    if (found.of_size[size] > 0) list_size(minimal, size, renumbered, found);
  return found;
}

}  // namespace planner
