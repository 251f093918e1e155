import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { queryClient } from './data/client.ts'
import { router } from './router.tsx'
import './ui/style.css'
import { applyTheme } from './ui/theme.ts'

applyTheme()

const place = document.getElementById('root')
if (!place) throw new Error('The page has no place to draw in.')
createRoot(place).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
)
