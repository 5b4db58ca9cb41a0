#pragma once

#include "ArithmeticCeiling.h"
#include "Tiles.h"
#include "VectorMath.h"
