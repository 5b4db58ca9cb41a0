#pragma once

#include "ArithmeticCeiling.h"
#include "RowCopies.h"
#include "Tiles.h"
#include "VectorMath.h"
