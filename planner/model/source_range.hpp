#pragma once
// Where something stands in a text the user wrote.

namespace planner {

/// Line and column count from 1, columns in code points; length is the width to underline, in code points.
struct SourceRange {
  int line = 1;
  int column = 1;
  int length = 1;

  friend bool operator==(const SourceRange&, const SourceRange&) = default;
  friend auto operator<=>(const SourceRange&, const SourceRange&) = default;
};

}  // namespace planner
