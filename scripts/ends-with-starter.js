// Loaded into what `scripts/run.js` starts, which knows nothing of it.
import { endWithStarter } from '../bin/runtime.js'

endWithStarter()
