#pragma once

/// The sizes from which every surface is built, in device-independent pixels.
namespace chat::metrics {

inline constexpr int unit = 4; // every distance is a multiple of it, or half of it
inline constexpr int gap = 8; // between things that belong together
inline constexpr int margin = 16; // around a surface, between things that do not
inline constexpr int corner = 8; // radius of buttons, fields and selected rows
inline constexpr int bubbleCorner = 14;

inline constexpr int controlHeight = 36;
inline constexpr int glyphButton = 34;
inline constexpr int headerHeight = 60; // the room's header and the head of the room list

inline constexpr int roomRowHeight = 62;
inline constexpr int roomTile = 42;
inline constexpr int memberRowHeight = 46;
inline constexpr int memberAvatar = 32;
inline constexpr int messageAvatar = 36;
inline constexpr int bubbleWidth = 600; // longer lines are hard to read

} // namespace chat::metrics
