// One flat hash table with linear probing. Names of inline tables are forgotten in the reverse order of their coming,
// so a slot can simply be freed: nothing that came later ever probed past it.
#include "planner/spec/key_tree.hpp"

#include <algorithm>
#include <functional>

#include "planner/spec/character.hpp"

namespace planner {
namespace {

std::size_t hash_of(int parent, std::string_view name) {
  return std::hash<std::string_view>{}(name) ^ (static_cast<std::size_t>(parent) * 0x9E3779B97F4A7C15u);
}

Declaration& at(KeyTree& tree, int index) { return tree.declarations[static_cast<std::size_t>(index)]; }
const Declaration& at(const KeyTree& tree, int index) { return tree.declarations[static_cast<std::size_t>(index)]; }

// The slot that holds `index`, or the free one where it belongs.
std::size_t slot_of(const KeyTree& tree, int index) {
  const std::size_t mask = tree.slots.size() - 1;
  std::size_t slot = hash_of(at(tree, index).parent, at(tree, index).name) & mask;
  while (tree.slots[slot] != -1 && tree.slots[slot] != index) slot = (slot + 1) & mask;
  return slot;
}

void grow(KeyTree& tree) {
  tree.slots.assign(std::max<std::size_t>(64, tree.slots.size() * 2), -1);
  for (int i = 1; i < static_cast<int>(tree.declarations.size()); ++i)
    if (at(tree, i).how != Declared::entry) tree.slots[slot_of(tree, i)] = i;
}

int append(KeyTree& tree, int parent, std::string_view name, std::size_t offset, Declared how) {
  tree.declarations.push_back({name, offset, parent, -1, at(tree, parent).depth + 1, how});
  return static_cast<int>(tree.declarations.size()) - 1;
}

bool needs_quotes(std::string_view name) { return name.empty() || !std::all_of(name.begin(), name.end(), is_bare_key); }

}  // namespace

int find_name(const KeyTree& tree, int parent, std::string_view name) {
  if (tree.slots.empty()) return -1;
  const std::size_t mask = tree.slots.size() - 1;
  for (std::size_t slot = hash_of(parent, name) & mask; tree.slots[slot] != -1; slot = (slot + 1) & mask) {
    const Declaration& found = at(tree, tree.slots[slot]);
    if (found.parent == parent && found.name == name) return tree.slots[slot];
  }
  return -1;
}

int declare(KeyTree& tree, int parent, std::string_view name, std::size_t offset, Declared how) {
  if (static_cast<std::size_t>(tree.named) * 2 >= tree.slots.size()) grow(tree);
  const int index = append(tree, parent, name, offset, how);
  tree.slots[slot_of(tree, index)] = index;
  ++tree.named;
  return index;
}

int declare_entry(KeyTree& tree, int parent, std::size_t offset) {
  return append(tree, parent, {}, offset, Declared::entry);
}

void forget_from(KeyTree& tree, int first) {
  for (int i = static_cast<int>(tree.declarations.size()) - 1; i >= first; --i) {
    if (at(tree, i).how == Declared::entry) continue;
    tree.slots[slot_of(tree, i)] = -1;
    --tree.named;
  }
  tree.declarations.resize(static_cast<std::size_t>(first));
}

std::string path_of(const KeyTree& tree, int declaration) {
  std::vector<std::string> names;
  for (int i = declaration; i > 0; i = at(tree, i).parent) {
    if (at(tree, i).how == Declared::entry) continue;
    const std::string name(at(tree, i).name);
    names.push_back(needs_quotes(name) ? '"' + name + '"' : name);
  }
  std::string path;
  for (auto name = names.rbegin(); name != names.rend(); ++name) path += (path.empty() ? "" : ".") + *name;
  return path;
}

}  // namespace planner
